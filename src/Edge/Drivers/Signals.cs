namespace Edge.Drivers;

/// <summary>What may have happened to an exchange since its pump last looked.</summary>
[Flags]
internal enum Signals
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The pump runs: whoever sets another bit now leaves the work to it.</summary>
    Running = 1,

    /// <summary>A request was put in.</summary>
    Start = 2,

    /// <summary>Bytes of the client's body, or their end.</summary>
    Body = 4,

    /// <summary>A write to the upstream is over.</summary>
    Sent = 8,

    /// <summary>A read from the upstream is over.</summary>
    Upstream = 16,

    /// <summary>A flush to the client is over.</summary>
    Flushed = 32,

    /// <summary>The client went away.</summary>
    Gone = 64,

    /// <summary>A deadline may have passed, or the pool has answered.</summary>
    Wake = 128,
}
