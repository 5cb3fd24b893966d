namespace Edge.LoadTests.Matrix.Cells;

/// <summary>What one cell came to. One task at a time.</summary>
/// <param name="cell">Which.</param>
internal sealed class CellResult(Cell cell)
{
    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(1);

    /// <summary>A connect that hears nothing is tried again by the kernel after a second, and stays what the edge waits for.</summary>
    private static readonly TimeSpan AllowedBehindSilence = TimeSpan.FromSeconds(2);

    private readonly List<string> _seen = [];
    private readonly List<string> _violations = [];

    /// <summary>Which.</summary>
    internal Cell Cell { get; } = cell;

    /// <summary>Promises that were not kept, as sentences; none is how it should be.</summary>
    internal IReadOnlyList<string> Violations => _violations;

    /// <summary>Requests of other callers that failed meanwhile.</summary>
    internal int FailedOthers { get; private set; }

    /// <summary>Requests that left the edge more than once.</summary>
    internal int SentTwice { get; private set; }

    /// <summary>The slowest way back.</summary>
    internal TimeSpan Recovery { get; private set; }

    /// <summary>What was seen of the fault, in a few words.</summary>
    internal string Seen => string.Join("; ", _seen);

    /// <summary>Notes what was seen.</summary>
    internal void See(string what) => _seen.Add(what);

    /// <summary>A promise was not kept.</summary>
    internal void Violate(string what) => _violations.Add(what);

    /// <summary>The request was at so many connections or replicas.</summary>
    internal void Sent(int times)
    {
        if (times <= 1)
            return;
        SentTwice++;
        Violate($"the request left the edge {times} times");
    }

    /// <summary>The link was of use again after so long.</summary>
    internal void Recovered(TimeSpan after)
    {
        Recovery = after > Recovery ? after : Recovery;
        if (after > (Cell is { Side: Side.Nats, Fault: FaultKind.Timeout } ? AllowedBehindSilence : Allowed))
            Violate($"of use again {after.TotalMilliseconds:0} ms after the fault was lifted");
    }

    /// <summary>What other callers saw meanwhile.</summary>
    internal void Others(IReadOnlyCollection<string> failures)
    {
        FailedOthers += failures.Count;
        if (failures.Count > 0)
            Violate($"{failures.Count} requests of other callers failed, such as: {failures.First()}");
    }
}
