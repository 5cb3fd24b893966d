using Edge.Buffers;

namespace Edge.Mock.Wire;

/// <summary>The body of a request: its measure, its hash and its first bytes. Owned by one connection and reused.</summary>
internal sealed class MockBody
{
    /// <summary>Bytes kept to be read as JSON: a chat with many images fits, a hundred uploads do not fill the machine.</summary>
    internal const int KeepBytes = 32 * 1024 * 1024;

    // A connection that saw one large body does not hold its memory for the small ones that follow.
    private const int HoldBytes = 1024 * 1024;

    private ByteBuffer _kept = new(4096);

    /// <summary>Bytes of the body, without framing.</summary>
    internal long Length { get; private set; }

    /// <summary>SHA-256 of the body in lower-case hex; null until the body is there.</summary>
    internal string? Sha256 { get; set; }

    /// <summary>The first <see cref="KeepBytes"/> of the body.</summary>
    internal ReadOnlyMemory<byte> Kept => _kept.Memory;

    /// <summary>Whether all of the body is in <see cref="Kept"/>.</summary>
    internal bool Whole => Length == _kept.Length;

    /// <summary>Adds a piece.</summary>
    internal void Append(ReadOnlySpan<byte> piece)
    {
        Length += piece.Length;
        _kept.Append(piece[..Math.Min(piece.Length, KeepBytes - _kept.Length)]);
    }

    /// <summary>Forgets the body.</summary>
    internal void Clear()
    {
        if (_kept.Length > HoldBytes)
            _kept = new ByteBuffer(4096);
        _kept.Clear();
        Length = 0;
        Sha256 = null;
    }
}
