namespace Edge.Transport;

/// <summary>What a descriptor is ready for; the bits are those of epoll (epoll_ctl(2)).</summary>
[Flags]
internal enum Readiness : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>There is something to receive, be it the end.</summary>
    In = 1,

    /// <summary>There is room to send.</summary>
    Out = 4,

    /// <summary>An error is pending; always reported.</summary>
    Error = 8,

    /// <summary>Both directions are shut; always reported.</summary>
    HangUp = 0x10,

    /// <summary>The peer sends no more. What it sent before may still wait to be received.</summary>
    PeerClosed = 0x2000,
}
