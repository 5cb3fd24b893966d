namespace Edge.Fuzz.Engine;

/// <summary>Bytes that are changed in place. What would not fit is left out at the end of what is inserted. One thread.</summary>
/// <param name="most">The most bytes it holds.</param>
internal sealed class EditBuffer(int most)
{
    private readonly byte[] _bytes = new byte[most];
    private readonly byte[] _copy = new byte[most];

    /// <summary>How many bytes it holds.</summary>
    internal int Length { get; private set; }

    /// <summary>The bytes; valid until the next change.</summary>
    internal Span<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>Holds <paramref name="bytes"/> from now on.</summary>
    internal void Set(ReadOnlySpan<byte> bytes)
    {
        Length = Math.Min(bytes.Length, _bytes.Length);
        bytes[..Length].CopyTo(_bytes);
    }

    /// <summary>Puts <paramref name="bytes"/> in front of the byte at <paramref name="at"/>; they may be bytes of this buffer.</summary>
    internal void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, _bytes.Length - Length);
        bytes[..count].CopyTo(_copy);
        Gap(at, count);
        _copy.AsSpan(0, count).CopyTo(_bytes.AsSpan(at));
    }

    /// <summary>Puts <paramref name="bytes"/> <paramref name="times"/> times in front of the byte at <paramref name="at"/>; they are not bytes of this buffer.</summary>
    internal void Repeat(int at, ReadOnlySpan<byte> bytes, int times)
    {
        if (bytes.IsEmpty)
            return;
        times = Math.Min(times, (_bytes.Length - Length) / bytes.Length);
        Gap(at, times * bytes.Length);
        for (int i = 0; i < times; i++)
            bytes.CopyTo(_bytes.AsSpan(at + (i * bytes.Length)));
    }

    /// <summary>Takes out at most <paramref name="count"/> bytes.</summary>
    internal void Remove(int at, int count)
    {
        count = Math.Min(count, Length - at);
        _bytes.AsSpan(at + count, Length - at - count).CopyTo(_bytes.AsSpan(at));
        Length -= count;
    }

    /// <summary>A copy of the bytes.</summary>
    internal byte[] ToArray() => Span.ToArray();

    private void Gap(int at, int count)
    {
        _bytes.AsSpan(at, Length - at).CopyTo(_bytes.AsSpan(at + count));
        Length += count;
    }
}
