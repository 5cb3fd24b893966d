using System.Collections.Immutable;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;

namespace ConfigSync.Plans;

/// <summary>What a name leads to: the one compiled form of all dialects. Immutable; walking it allocates nothing.</summary>
/// <param name="Root">Where the walk starts.</param>
public readonly record struct RoutePlan(PlanNode Root);

/// <summary>One step of a plan.</summary>
public abstract record PlanNode;

/// <summary>One replica is chosen over all replicas of all <paramref name="Members"/> (specs/fireworks.md, Traffic).</summary>
/// <param name="Strategy">How.</param>
/// <param name="Members">The deployments; none when none that the router names is there.</param>
public sealed record SplitNode(RoutingStrategy Strategy, ImmutableArray<DeploymentModel> Members) : PlanNode
{
    /// <summary>UTF-8 of the model that members without one of their own are asked for; empty leaves that to them.</summary>
    public ImmutableArray<byte> Model { get; init; } = [];

    /// <summary>Whether requests of one session go to one replica.</summary>
    public bool SessionAffinity { get; init; }

    /// <summary>The plan of a split over <paramref name="members"/>; one of them that keeps sessions together makes the split do so.</summary>
    internal static RoutePlan Over(
        RoutingStrategy strategy, ImmutableArray<DeploymentModel> members, string? model = null, bool sessionAffinity = false) =>
        new(new SplitNode(strategy, members)
        {
            Model = model is null ? [] : [.. Encoding.UTF8.GetBytes(model)],
            SessionAffinity = sessionAffinity || members.Any(member => member.Config.SessionAffinity),
        });

    /// <summary>
    /// What a host reckons of the members when it needs it first, and keeps here. It follows from the members alone, so that
    /// threads which come at the same time may each write theirs.
    /// </summary>
    public SplitState? State { get; set; }
}

/// <summary>What a host keeps for a split. ConfigSync only carries it. Immutable.</summary>
public abstract class SplitState;
