using ConfigSync.Resources;

namespace Edge.Balancing;

/// <summary>
/// Picks while some replica is ejected or has just come back, or some deployment is full: one that is due gets one request, those that are out get none, those
/// that came back less than their share. Where all are out, all are asked: a replica that may be ill is better than none. Those of a full deployment are not asked.
/// </summary>
internal static class CarefulPick
{
    /// <summary>Whether one of these is not like all others: what ails replicas elsewhere is nothing to this split.</summary>
    internal static bool IsFor(SplitTable table)
    {
        var full = new FullGroups();
        foreach (ref readonly Candidate candidate in table.Candidates)
        {
            if (candidate.Replica.Health.State != HealthState.InService || full.Has(candidate.Replica))
                return true;
        }
        return false;
    }

    /// <summary>Picks and counts a replica; there is one in the table that is not in <paramref name="tried"/>.</summary>
    internal static Pick Begin(SplitTable table, RoutingStrategy strategy, ReadOnlySpan<Replica> tried, ulong session, ref PickRandom random)
    {
        int chosen = Due(table, tried);
        if (chosen < 0)
            chosen = Choose(table, strategy, tried, session, isPanic: false, ref random);
        if (chosen < 0)
            chosen = Choose(table, strategy, tried, session, isPanic: true, ref random);
        // Full by now, all of them, since somebody looked: one more is let in.
        Pick pick = table.PickOf(chosen < 0 ? FirstLeft(table, tried) : chosen);
        pick.Replica.Begin();
        return pick;
    }

    private static int Due(SplitTable table, ReadOnlySpan<Replica> tried)
    {
        // The caller of a request that was tried elsewhere has waited enough.
        if (!tried.IsEmpty)
            return -1;
        for (int i = 0; i < table.Candidates.Length; i++)
        {
            ReplicaHealth health = table.Candidates[i].Replica.Health;
            if (health.State == HealthState.Due && !table.Candidates[i].Replica.Group.IsFull && health.TryProbe())
                return i;
        }
        return -1;
    }

    /// <summary>The best of those that may be asked; ties, and weights, at random in one walk. -1 for none.</summary>
    private static int Choose(
        SplitTable table, RoutingStrategy strategy, ReadOnlySpan<Replica> tried, ulong session, bool isPanic, ref PickRandom random)
    {
        if (session != 0)
            return SessionPick.Choose(table, tried, session, heedsHealth: !isPanic);
        int chosen = -1;
        var full = new FullGroups();
        double best = double.PositiveInfinity, weights = 0;
        int equals = 0;
        for (int i = 0; i < table.Candidates.Length; i++)
        {
            ref readonly Candidate candidate = ref table.Candidates[i];
            double warmth = isPanic ? 1 : candidate.Replica.Health.Warmth;
            if (warmth == 0 || full.Has(candidate.Replica) || Picker.WasTried(tried, candidate.Replica))
                continue;
            if (strategy == RoutingStrategy.WeightedRandom)
            {
                double weight = warmth * table.PickOf(i).Share.Replicas;
                weights += weight;
                if (Fraction(ref random) * weights < weight)
                    chosen = i;
                continue;
            }
            double cost = (Load.Of(candidate, out _).Outstanding + 1) / (candidate.Capacity * warmth);
            if (cost < best)
                (best, equals) = (cost, 0);
            if (cost <= best && random.Below(++equals) == 0)
                chosen = i;
        }
        return chosen;
    }

    private static int FirstLeft(SplitTable table, ReadOnlySpan<Replica> tried)
    {
        int i = 0;
        while (Picker.WasTried(tried, table.Candidates[i].Replica))
            i++;
        return i;
    }

    private static double Fraction(ref PickRandom random) => random.Below(1 << 30) / (double)(1 << 30);
}
