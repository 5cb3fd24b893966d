namespace Edge.Buffers;

/// <summary>
/// Bytes that grow at the end, for heads and other small things. Owned by one request at a time; keeps its memory,
/// which is pinned, so that the kernel can read it.
/// </summary>
internal sealed class ByteBuffer(int capacity = 1024)
{
    private byte[] _bytes = GC.AllocateUninitializedArray<byte>(capacity, pinned: true);

    /// <summary>How many bytes are in it.</summary>
    internal int Length { get; private set; }

    /// <summary>The bytes; valid until the next write.</summary>
    internal ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>The bytes; valid until the next write.</summary>
    internal ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>Forgets the bytes.</summary>
    internal void Clear() => Length = 0;

    /// <summary>Adds <paramref name="bytes"/>.</summary>
    internal void Append(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Adds a number in decimal.</summary>
    internal void Append(long number)
    {
        number.TryFormat(Room(20), out int written);
        Length += written;
    }

    /// <summary>Adds a string that is ASCII or Latin-1; a character outside becomes <c>?</c>.</summary>
    internal void AppendLatin1(ReadOnlySpan<char> text) =>
        Length += System.Text.Encoding.Latin1.GetBytes(text, Room(text.Length));

    private Span<byte> Room(int more)
    {
        if (_bytes.Length - Length < more)
            Grow(more);
        return _bytes.AsSpan(Length);
    }

    private void Grow(int more)
    {
        byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Max(_bytes.Length * 2, Length + more), pinned: true);
        Span.CopyTo(larger);
        _bytes = larger;
    }
}
