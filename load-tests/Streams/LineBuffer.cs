namespace Edge.LoadTests.Streams;

/// <summary>Collects a line that arrives in pieces. One thread at a time.</summary>
internal sealed class LineBuffer
{
    /// <summary>Longer than any line that a head or an event of the backend has.</summary>
    private readonly byte[] _bytes = new byte[512];
    private int _length;

    /// <summary>Whether a line came that is too long; then the rest means nothing.</summary>
    internal bool IsTooLong { get; private set; }

    /// <summary>
    /// Takes bytes from <paramref name="bytes"/> up to the end of the line; false when they do not reach it. The line has no CR or LF
    /// and holds until the next call.
    /// </summary>
    internal bool TryTake(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        int end = bytes.IndexOf((byte)'\n');
        ReadOnlySpan<byte> piece = end < 0 ? bytes : bytes[..end];
        bytes = bytes[(end < 0 ? bytes.Length : end + 1)..];
        IsTooLong |= piece.Length > _bytes.Length - _length;
        line = default;
        if (IsTooLong)
            return false;
        piece.CopyTo(_bytes.AsSpan(_length));
        _length += piece.Length;
        if (end < 0)
            return false;
        line = _bytes.AsSpan(0, _length).TrimEnd((byte)'\r');
        _length = 0;
        return true;
    }
}
