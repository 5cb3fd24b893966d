using System.Buffers;
using System.Text;

namespace NATS.Client.Core;

/// <summary>Writes and reads text as UTF-8. An empty payload is read as null. Other primitives are not known here.</summary>
/// <typeparam name="T">What it writes and reads.</typeparam>
public class NatsUtf8PrimitivesSerializer<T> : INatsSerializer<T>
{
    /// <summary>One that hands on to nobody.</summary>
    public static readonly NatsUtf8PrimitivesSerializer<T> Default = new();

    private readonly INatsSerializer<T>? _next;

    /// <summary>Makes one.</summary>
    /// <param name="next">Is asked for what is not text.</param>
    public NatsUtf8PrimitivesSerializer(INatsSerializer<T>? next = default) => _next = next;

    /// <inheritdoc/>
    public INatsSerializer<T> CombineWith(INatsSerializer<T>? next) => new NatsUtf8PrimitivesSerializer<T>(next);

    /// <inheritdoc/>
    public void Serialize(IBufferWriter<byte> bufferWriter, T value)
    {
        if (value is string text)
            Encoding.UTF8.GetBytes(text, bufferWriter);
        else
            Next().Serialize(bufferWriter, value);
    }

    /// <inheritdoc/>
    public T? Deserialize(in ReadOnlySequence<byte> buffer)
    {
        if (typeof(T) != typeof(string))
            return Next().Deserialize(buffer);
        return buffer.IsEmpty ? default : (T)(object)Encoding.UTF8.GetString(buffer);
    }

    private INatsSerializer<T> Next() => _next ?? throw new NatsException($"Nobody writes or reads {typeof(T)}");
}
