namespace Edge.Forwarding;

/// <summary>
/// The rest of a request whose answer is out: read and dropped for a while, so that the client gets to see the answer before
/// its connection closes under it (ARCHITECTURE.md, "When something fails").
/// </summary>
internal struct UnwantedBody
{
    /// <summary>Most bytes that are dropped.</summary>
    internal const int Limit = 256 * 1024;

    /// <summary>How long it is waited for.</summary>
    internal static readonly TimeSpan Time = TimeSpan.FromSeconds(5);

    private long _dropped;

    /// <summary>Drops some; false when it was too much.</summary>
    internal bool TryDrop(int bytes)
    {
        _dropped += bytes;
        return _dropped <= Limit;
    }
}
