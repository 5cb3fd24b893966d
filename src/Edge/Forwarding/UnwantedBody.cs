namespace Edge.Forwarding;

/// <summary>
/// The rest of a request whose answer is out: read and dropped, because a connection that closes under bytes that still come is reset, and
/// a reset can destroy the answer before the client has seen it (ARCHITECTURE.md, "When something fails"). Most clients send everything before
/// they look at the answer, so it is read as long as any client we want to serve may send, and as long as it keeps coming.
/// </summary>
internal struct UnwantedBody
{
    /// <summary>More than this, in bytes, is not worth the connection: the answer says that it closes, and a client that listens stops.</summary>
    internal const int Worthwhile = 256 * 1024;

    /// <summary>Most bytes that are dropped; four times the default limit of a body.</summary>
    internal const long Limit = 256 * 1024 * 1024;

    /// <summary>How long the next bytes are waited for.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How long it may take as a whole.</summary>
    internal static readonly TimeSpan Time = TimeSpan.FromSeconds(30);

    private long _dropped;

    /// <summary>Drops some; false when it was too much.</summary>
    internal bool TryDrop(int bytes)
    {
        _dropped += bytes;
        return _dropped <= Limit;
    }
}
