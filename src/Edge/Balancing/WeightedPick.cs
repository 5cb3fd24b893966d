using System.Collections.Immutable;
using ConfigSync.Snapshots;

namespace Edge.Balancing;

/// <summary>One independent draw per request, each replica weighing its <see cref="ReplicaShare.Replicas"/>.</summary>
internal static class WeightedPick
{
    /// <summary>
    /// Draws over <paramref name="members"/>, which weigh <paramref name="weight"/> together, and begins the request; at least one replica
    /// in service is not in <paramref name="tried"/>.
    /// </summary>
    internal static Pick Begin(ImmutableArray<DeploymentModel> members, long weight, ReadOnlySpan<Replica> tried, ref PickRandom random)
    {
        Pick pick = tried.IsEmpty
            ? Picker.Holder(members, random.Below(weight))
            : DrawUntried(members, tried, ref random);
        pick.Replica.Begin();
        return pick;
    }

    /// <summary>
    /// The draw of a second attempt: one pass, in which each replica takes the place of the one chosen so far with the
    /// probability of its weight among those seen, which in the end gives each its share.
    /// </summary>
    private static Pick DrawUntried(ImmutableArray<DeploymentModel> members, ReadOnlySpan<Replica> tried, ref PickRandom random)
    {
        Pick pick = default;
        long seen = 0;
        foreach (DeploymentModel member in members)
        {
            foreach (ReplicaShare share in Picker.SetOf(member).InService)
            {
                if (Picker.WasTried(tried, share.Replica))
                    continue;
                seen += share.Replicas;
                if (random.Below(seen) < share.Replicas)
                    pick = new Pick(member, share);
            }
        }
        return pick;
    }
}
