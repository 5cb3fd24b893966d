using ConfigSync.Plans;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Faults;

namespace Edge.Balancing;

/// <summary>
/// Chooses one replica over all replicas of all members of a split (specs/fireworks.md, Traffic) and counts the request on it.
/// Safe from any thread; allocates nothing, but at the first pick of a split.
/// </summary>
internal static class Picker
{
    /// <summary>
    /// Picks a replica that is in service and not in <paramref name="tried"/>, with its request begun. False: nothing was
    /// counted, and <paramref name="why"/> is <see cref="FaultKind.ScaledToZero"/> when no member has a replica,
    /// <see cref="FaultKind.NoReplica"/> when every one was tried, <see cref="FaultKind.DeploymentFull"/> when those that were not have
    /// as many requests as they may have.
    /// </summary>
    internal static bool TryPick(
        SplitNode split, ReadOnlySpan<Replica> tried, ulong session, ref PickRandom random, out Pick pick, out FaultKind why)
    {
        pick = default;
        why = FaultKind.None;
        SplitTable table = SplitTable.Of(split);
        if (table.Candidates.IsEmpty)
            why = FaultKind.ScaledToZero;
        else if (!tried.IsEmpty && !AnyLeft(table.Candidates, tried))
            why = FaultKind.NoReplica;
        else if (table.IsBounded && !AnyRoom(table.Candidates, tried))
            why = FaultKind.DeploymentFull;
        else if ((table.IsBounded || table.Candidates[0].Replica.Board.HasAny) && CarefulPick.IsFor(table))
            pick = CarefulPick.Begin(table, split.Strategy, tried, session, ref random);
        else if (session != 0)
            pick = SessionPick.Begin(table, tried, session);
        else if (split.Strategy == RoutingStrategy.EvenLoad)
            pick = EvenLoadPick.Begin(table, tried, ref random);
        else
            pick = WeightedPick.Begin(table, tried, ref random);
        return why == FaultKind.None;
    }

    /// <summary>The replicas of <paramref name="member"/>: every model that a snapshot holds was bound by <see cref="ReplicaDirectory"/>.</summary>
    internal static ReplicaSet SetOf(DeploymentModel member) => (ReplicaSet)member.State;

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

    /// <summary>Whether a split has a replica in service that is not in <paramref name="tried"/>.</summary>
    internal static bool HasOthers(SplitNode split, ReadOnlySpan<Replica> tried) => AnyLeft(SplitTable.Of(split).Candidates, tried);

    private static bool AnyRoom(ReadOnlySpan<Candidate> candidates, ReadOnlySpan<Replica> tried)
    {
        var full = new FullGroups();
        foreach (ref readonly Candidate candidate in candidates)
        {
            if (!full.Has(candidate.Replica) && !WasTried(tried, candidate.Replica))
                return true;
        }
        return false;
    }

    private static bool AnyLeft(ReadOnlySpan<Candidate> candidates, ReadOnlySpan<Replica> tried)
    {
        foreach (ref readonly Candidate candidate in candidates)
        {
            if (!WasTried(tried, candidate.Replica))
                return true;
        }
        return false;
    }
}
