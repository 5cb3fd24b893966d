namespace Edge.LoadTests.Matrix.Cells;

/// <summary>One fault at one moment of one side.</summary>
/// <param name="Side">Where.</param>
/// <param name="Phase">When.</param>
/// <param name="Fault">What.</param>
internal sealed record Cell(Side Side, Phase Phase, FaultKind Fault)
{
    private static readonly Phase[] HttpPhases = [Phase.Connect, Phase.Head, Phase.Body, Phase.Stream];

    private static readonly Phase[] NatsPhases = [Phase.Connect, Phase.Handshake, Phase.InitialLoad, Phase.Live];

    /// <summary>The matrix: 8 faults, 12 moments.</summary>
    internal static IReadOnlyList<Cell> All { get; } =
        [.. Of(Side.Upstream, HttpPhases), .. Of(Side.Client, HttpPhases), .. Of(Side.Nats, NatsPhases)];

    /// <summary>Such as <c>upstream, body: reset</c>.</summary>
    internal string Name => $"{Word(Side)}, {Word(Phase)}: {Word(Fault)}";

    /// <summary>Its deployment in configurations.</summary>
    internal string Id => $"{Word(Side)}-{Word(Phase)}-{Word(Fault)}".Replace(' ', '-');

    /// <summary>Whether everything arrives in spite of it, only later.</summary>
    internal bool IsHarmless => Fault is FaultKind.Latency or FaultKind.Bandwidth or FaultKind.Sliced;

    /// <summary>Those of one side.</summary>
    internal static IEnumerable<Cell> Of(Side side) => All.Where(cell => cell.Side == side);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static IEnumerable<Cell> Of(Side side, Phase[] phases) =>
        from fault in Enum.GetValues<FaultKind>() from phase in phases select new Cell(side, phase, fault);

    private static string Word(Enum value) => value switch
    {
        FaultKind.SlowClose => "slow close",
        Phase.InitialLoad => "initial load",
        _ => value.ToString().ToLowerInvariant(),
    };
}
