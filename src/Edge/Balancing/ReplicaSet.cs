using System.Collections.Immutable;
using ConfigSync.Snapshots;

namespace Edge.Balancing;

/// <summary>The replicas of one version of a deployment. Immutable.</summary>
/// <param name="shares">All of them, as written.</param>
internal sealed class ReplicaSet(ImmutableArray<ReplicaShare> shares) : DeploymentState
{
    /// <summary>All of them, as written.</summary>
    internal ImmutableArray<ReplicaShare> Shares { get; } = shares;

    /// <summary>Whether <paramref name="replica"/> is one of them.</summary>
    internal bool Has(Replica replica) => Shares.Any(share => share.Replica == replica);

    /// <summary>Those that take new requests.</summary>
    internal ImmutableArray<ReplicaShare> InService { get; } = [.. shares.Where(share => share.Replicas > 0)];
}
