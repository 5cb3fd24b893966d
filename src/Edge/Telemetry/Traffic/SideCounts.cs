using Edge.Faults;

namespace Edge.Telemetry.Traffic;

/// <summary>Failures, by whose fault they are. Immutable.</summary>
/// <param name="Caller">The caller's, those that left included.</param>
/// <param name="Policy">Those that the configured state refused.</param>
/// <param name="Upstream">The replica's, or the way there.</param>
/// <param name="Edge">Edge's own.</param>
internal readonly record struct SideCounts(long Caller, long Policy, long Upstream, long Edge)
{
    /// <summary>Those of one side.</summary>
    internal long this[FaultSide side] => side switch
    {
        FaultSide.Caller => Caller,
        FaultSide.Policy => Policy,
        FaultSide.Upstream => Upstream,
        _ => Edge,
    };

    /// <summary>All but the caller's: what an operator can do something about.</summary>
    internal long Ours => Policy + Upstream + Edge;

    /// <summary>What was added since <paramref name="before"/>.</summary>
    internal SideCounts Since(SideCounts before) => new(Caller - before.Caller, Policy - before.Policy, Upstream - before.Upstream, Edge - before.Edge);

    /// <summary>Both together.</summary>
    internal SideCounts Plus(SideCounts other) => new(Caller + other.Caller, Policy + other.Policy, Upstream + other.Upstream, Edge + other.Edge);
}
