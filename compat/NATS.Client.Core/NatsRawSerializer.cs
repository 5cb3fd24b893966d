using System.Buffers;

namespace NATS.Client.Core;

/// <summary>Writes and reads bytes as they are: arrays, memory, sequences and rented memory. A rented payload is given back once it was written. An empty payload is read as the type's default.</summary>
/// <typeparam name="T">What it writes and reads.</typeparam>
public class NatsRawSerializer<T> : INatsSerializer<T>
{
    /// <summary>One that hands on to text.</summary>
    public static readonly NatsRawSerializer<T> Default = new(NatsUtf8PrimitivesSerializer<T>.Default);

    private readonly INatsSerializer<T>? _next;

    /// <summary>Makes one.</summary>
    /// <param name="next">Is asked for what is not bytes.</param>
    public NatsRawSerializer(INatsSerializer<T>? next = default) => _next = next;

    /// <inheritdoc/>
    public INatsSerializer<T> CombineWith(INatsSerializer<T>? next) => new NatsRawSerializer<T>(next);

    /// <inheritdoc/>
    public void Serialize(IBufferWriter<byte> bufferWriter, T value)
    {
        ArgumentNullException.ThrowIfNull(bufferWriter);
        switch (value)
        {
            case byte[] bytes:
                bufferWriter.Write(bytes);
                break;
            case Memory<byte> memory:
                bufferWriter.Write(memory.Span);
                break;
            case ReadOnlyMemory<byte> memory:
                bufferWriter.Write(memory.Span);
                break;
            case ReadOnlySequence<byte> sequence:
                foreach (ReadOnlyMemory<byte> part in sequence)
                    bufferWriter.Write(part.Span);
                break;
            case IMemoryOwner<byte> owner:
                using (owner)
                    bufferWriter.Write(owner.Memory.Span);
                break;
            default:
                Next().Serialize(bufferWriter, value);
                break;
        }
    }

    /// <inheritdoc/>
    public T? Deserialize(in ReadOnlySequence<byte> buffer)
    {
        if (!IsBytes)
            return Next().Deserialize(buffer);
        if (buffer.IsEmpty)
            return default;
        if (typeof(T) == typeof(NatsMemoryOwner<byte>) || typeof(T) == typeof(IMemoryOwner<byte>))
        {
            NatsMemoryOwner<byte> owner = NatsMemoryOwner<byte>.Allocate((int)buffer.Length);
            buffer.CopyTo(owner.Span);
            return (T)(object)owner;
        }
        byte[] bytes = buffer.ToArray();
        if (typeof(T) == typeof(byte[]))
            return (T)(object)bytes;
        if (typeof(T) == typeof(Memory<byte>))
            return (T)(object)new Memory<byte>(bytes);
        if (typeof(T) == typeof(ReadOnlyMemory<byte>))
            return (T)(object)new ReadOnlyMemory<byte>(bytes);
        return (T)(object)new ReadOnlySequence<byte>(bytes);
    }

    // The comparisons are constants to the compiler, and the boxes of the casts above go away with them.
    private static bool IsBytes =>
        typeof(T) == typeof(byte[]) || typeof(T) == typeof(Memory<byte>) || typeof(T) == typeof(ReadOnlyMemory<byte>)
        || typeof(T) == typeof(ReadOnlySequence<byte>) || typeof(T) == typeof(NatsMemoryOwner<byte>) || typeof(T) == typeof(IMemoryOwner<byte>);

    private INatsSerializer<T> Next() => _next ?? throw new NatsException($"Nobody writes or reads {typeof(T)}");
}
