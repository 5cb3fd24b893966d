using Edge.LoadTests.Common.Links;

namespace Edge.LoadTests.Matrix.Cells;

/// <summary>What a fault does to a flow.</summary>
internal static class CellFaults
{
    /// <summary>How late an end is told.</summary>
    internal static readonly TimeSpan SlowClose = TimeSpan.FromMilliseconds(300);

    /// <summary>One that lets everything pass, from byte <paramref name="from"/> on with difficulty.</summary>
    /// <param name="fault">A harmless one.</param>
    /// <param name="from">How many bytes pass unharmed.</param>
    /// <param name="bytes">How many come behind them, roughly: what is slow takes most of a second.</param>
    internal static FlowFaults Harmless(FaultKind fault, int from, int bytes) => fault switch
    {
        FaultKind.Latency => new FlowFaults { StartAfter = from, Delay = TimeSpan.FromMilliseconds(50), Jitter = TimeSpan.FromMilliseconds(100) },
        FaultKind.Bandwidth => new FlowFaults { StartAfter = from, BytesPerSecond = bytes * 2 },
        // A pause takes a millisecond at least, two on a busy machine.
        FaultKind.Sliced => new FlowFaults { StartAfter = from, PieceBytes = Math.Max(1, bytes / 100), Pause = TimeSpan.FromMilliseconds(1) },
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "no harmless one"),
    };

    /// <summary>One that ends the flow, and mostly the connection, behind byte <paramref name="after"/>.</summary>
    internal static FlowFaults Ending(FaultKind fault, int after) => fault switch
    {
        FaultKind.Down or FaultKind.Cut => new FlowFaults { End = FlowEnd.Cut, EndAfter = after },
        FaultKind.SlowClose => new FlowFaults { End = FlowEnd.Cut, EndAfter = after, CloseDelay = SlowClose },
        FaultKind.Timeout => new FlowFaults { End = FlowEnd.Silence, EndAfter = after },
        FaultKind.Reset => new FlowFaults { End = FlowEnd.Reset, EndAfter = after },
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "no end"),
    };

    /// <summary>What becomes of new connections while the fault lasts.</summary>
    internal static NewConnections OfNew(FaultKind fault, Phase phase) => fault switch
    {
        FaultKind.Down => NewConnections.Refused,
        FaultKind.Timeout when phase is Phase.Connect or Phase.Live => NewConnections.Ignored,
        _ => NewConnections.Taken,
    };
}
