using System.Collections.Immutable;
using ConfigSync.Plans;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Faults;

namespace Edge.Balancing;

/// <summary>
/// Chooses one replica over all replicas of all members of a split (specs/fireworks.md, Traffic) and counts the request on it.
/// Safe from any thread; allocates nothing.
/// </summary>
internal static class Picker
{
    /// <summary>
    /// Picks a replica that is in service and not in <paramref name="tried"/>, with its request begun. False: nothing was
    /// counted, and <paramref name="why"/> is <see cref="FaultKind.ScaledToZero"/> when no member has a replica,
    /// <see cref="FaultKind.NoReplica"/> when every one was tried.
    /// </summary>
    internal static bool TryPick(SplitNode split, ReadOnlySpan<Replica> tried, ref PickRandom random, out Pick pick, out FaultKind why)
    {
        pick = default;
        why = FaultKind.None;
        long weight = 0;
        foreach (DeploymentModel member in split.Members)
            weight += SetOf(member).Weight;
        if (weight == 0)
            why = FaultKind.ScaledToZero;
        else if (!tried.IsEmpty && !AnyLeft(split.Members, tried))
            why = FaultKind.NoReplica;
        else if (split.Strategy == RoutingStrategy.EvenLoad)
            pick = EvenLoadPick.Begin(split.Members, weight, tried, ref random);
        else
            pick = WeightedPick.Begin(split.Members, weight, tried, ref random);
        return why == FaultKind.None;
    }

    /// <summary>The replicas of <paramref name="member"/>: every model that a snapshot holds was bound by <see cref="ReplicaDirectory"/>.</summary>
    internal static ReplicaSet SetOf(DeploymentModel member) => (ReplicaSet)member.State;

    /// <summary>The share that ticket number <paramref name="ticket"/> belongs to, counted through all members.</summary>
    internal static Pick Holder(ImmutableArray<DeploymentModel> members, long ticket)
    {
        foreach (DeploymentModel member in members)
        {
            ReplicaSet set = SetOf(member);
            if (ticket < set.Weight)
                return new Pick(member, set.Holder(ticket));
            ticket -= set.Weight;
        }
        throw new ArgumentOutOfRangeException(nameof(ticket), ticket, "beyond the weight of all members");
    }

    /// <summary>Whether <paramref name="replica"/> was tried; at most a handful were.</summary>
    internal static bool WasTried(ReadOnlySpan<Replica> tried, Replica replica)
    {
        foreach (Replica one in tried)
        {
            if (ReferenceEquals(one, replica))
                return true;
        }
        return false;
    }

    private static bool AnyLeft(ImmutableArray<DeploymentModel> members, ReadOnlySpan<Replica> tried)
    {
        foreach (DeploymentModel member in members)
        {
            foreach (ReplicaShare share in SetOf(member).InService)
            {
                if (!WasTried(tried, share.Replica))
                    return true;
            }
        }
        return false;
    }
}
