using System.Buffers;

namespace NATS.Client.Core.Wire;

/// <summary>Bytes one after the other in an array that grows. Not safe for several threads.</summary>
internal sealed class ByteBuffer : IBufferWriter<byte>
{
    // What fits a few command lines; it grows to what is used.
    private const int Smallest = 1024;
    private byte[] _bytes = [];

    /// <summary>How many bytes it holds.</summary>
    internal int Length { get; private set; }

    /// <summary>The bytes it holds.</summary>
    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>The bytes it holds.</summary>
    internal ReadOnlySpan<byte> WrittenSpan => _bytes.AsSpan(0, Length);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_bytes.Length - Length), nameof(count));
        Length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    /// <summary>Forgets the bytes. Lets the array go when it has grown beyond <paramref name="keep"/> bytes.</summary>
    internal void Clear(int keep)
    {
        Length = 0;
        if (_bytes.Length > keep)
            _bytes = [];
    }

    private void Reserve(int size)
    {
        int needed = checked(Length + Math.Max(size, 1));
        if (needed <= _bytes.Length)
            return;
        int larger = (int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(Smallest, _bytes.Length * 2L)));
        Array.Resize(ref _bytes, larger);
    }
}
