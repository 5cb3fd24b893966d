namespace Edge.LoadTests.Matrix.Cells;

/// <summary>What happens on the link.</summary>
internal enum FaultKind : byte
{
    /// <summary>Bytes come late, some later than others.</summary>
    Latency,

    /// <summary>Connections end, and new ones are refused.</summary>
    Down,

    /// <summary>A few bytes a second pass.</summary>
    Bandwidth,

    /// <summary>A side has ended, and the other one hears of it late.</summary>
    SlowClose,

    /// <summary>Nothing passes, and nobody is told.</summary>
    Timeout,

    /// <summary>Both sides get an RST.</summary>
    Reset,

    /// <summary>Bytes come in small pieces.</summary>
    Sliced,

    /// <summary>So many bytes pass, then both sides get a FIN.</summary>
    Cut,
}
