namespace Edge.Balancing;

/// <summary>
/// The replica with the lowest outstanding requests ÷ capacity. Capacity is <see cref="ReplicaShare.MaxConcurrency"/> when every
/// replica in service states it, else <see cref="ReplicaShare.Replicas"/>. Ties go at random.
/// </summary>
internal static class EvenLoadPick
{
    /// <summary>Up to here all are compared: the lowest of all is what keeps loads within one of each other.</summary>
    internal const int CompareAll = 64;

    /// <summary>Above it the best of so many random ones: with 8 choices the fullest has about ln ln n ÷ ln 8 requests above the mean, one or two (balls into bins).</summary>
    private const int Samples = 8;

    /// <summary>
    /// How often a choice is made anew because counts moved meanwhile. Each failure means that another pick or end came in
    /// between, so even 64 threads that do nothing else rarely come near.
    /// </summary>
    private const int Attempts = 64;

    /// <summary>Picks from <paramref name="table"/> and begins the request; at least one candidate is not in <paramref name="tried"/>.</summary>
    internal static Pick Begin(SplitTable table, ReadOnlySpan<Replica> tried, ref PickRandom random)
    {
        // A count that has moved since it was read means that the choice may be wrong by now: choose again, or threads that read
        // at the same time would all pile onto one replica.
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            bool chosen = table.Candidates.Length <= CompareAll
                ? TryLowest(table.Candidates, tried, ref random, out int candidate, out int seen)
                : TryLowestOfFew(table, tried, ref random, out candidate, out seen);
            if (chosen && table.Candidates[candidate].Replica.TryBegin(seen))
                return table.PickOf(candidate);
        }
        return WeightedPick.Begin(table, tried, ref random);
    }

    /// <summary>
    /// One pass finds the lowest load and how many have it, a second takes one of those: a single draw however many tie, which
    /// is what picks among 64 would otherwise spend most of their time on. False when all of those have risen between the passes.
    /// </summary>
    private static bool TryLowest(
        ReadOnlySpan<Candidate> candidates, ReadOnlySpan<Replica> tried, ref PickRandom random, out int chosen, out int seen)
    {
        Load lowest = Load.Highest;
        int equals = 0;
        foreach (ref readonly Candidate candidate in candidates)
        {
            if (Picker.WasTried(tried, candidate.Replica))
                continue;
            Load load = Load.Of(candidate, out _);
            long difference = load.Against(lowest);
            if (difference < 0)
            {
                lowest = load;
                equals = 0;
            }
            equals += difference <= 0 ? 1 : 0;
        }
        return TryNth(random.Below(equals), lowest, candidates, tried, out chosen, out seen);
    }

    /// <summary>The <paramref name="n"/>th, from 0, of those whose load is <paramref name="limit"/> or lower; the last one when fewer are left.</summary>
    private static bool TryNth(
        long n, Load limit, ReadOnlySpan<Candidate> candidates, ReadOnlySpan<Replica> tried, out int chosen, out int seen)
    {
        (chosen, seen) = (-1, 0);
        for (int i = 0; i < candidates.Length; i++)
        {
            Load load = Load.Of(candidates[i], out int own);
            if (load.Against(limit) > 0 || Picker.WasTried(tried, candidates[i].Replica))
                continue;
            (chosen, seen) = (i, own);
            if (n-- == 0)
                break;
        }
        return chosen >= 0;
    }

    /// <summary>The first of the lowest among a few draws: they come in random order, so the first is a random one. False when every one was tried.</summary>
    private static bool TryLowestOfFew(SplitTable table, ReadOnlySpan<Replica> tried, ref PickRandom random, out int chosen, out int seen)
    {
        (chosen, seen) = (-1, 0);
        Load lowest = Load.Highest;
        for (int i = 0; i < Samples; i++)
        {
            int drawn = table.Draw(ref random);
            Load load = Load.Of(table.Candidates[drawn], out int own);
            if (load.Against(lowest) >= 0 || Picker.WasTried(tried, table.Candidates[drawn].Replica))
                continue;
            (chosen, seen, lowest) = (drawn, own, load);
        }
        return chosen >= 0;
    }
}
