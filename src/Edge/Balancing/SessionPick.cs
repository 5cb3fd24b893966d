namespace Edge.Balancing;

/// <summary>
/// Session affinity (specs/fireworks.md, Traffic): weighted rendezvous hashing. Each replica gets a number from the session and its own name, the
/// best one has the session; when a replica comes or goes only its own sessions move, on every edge alike. One that is overloaded passes its
/// requests on to the next best.
/// </summary>
internal static class SessionPick
{
    /// <summary>Below so many outstanding requests a replica, none counts as overloaded: a cache that is warm is worth a short wait.</summary>
    private const int Spare = 8;

    /// <summary>How far above the average of all a replica may be loaded.</summary>
    private const int MostOfAverage = 2;

    /// <summary>Picks and counts a replica; all in <paramref name="tried"/> are passed over. There is one that was not tried.</summary>
    internal static Pick Begin(SplitTable table, ReadOnlySpan<Replica> tried, ulong session)
    {
        Pick pick = table.PickOf(Choose(table, tried, session));
        pick.Replica.Begin();
        return pick;
    }

    /// <summary>The index of the candidate that has the session now; -1 when none is left. <paramref name="heedsHealth"/> passes over those that are ejected.</summary>
    internal static int Choose(SplitTable table, ReadOnlySpan<Replica> tried, ulong session, bool heedsHealth = false)
    {
        var full = new FullGroups();
        (long outstanding, long capacity) = Sum(table);
        (int best, double bestScore) = (-1, double.NegativeInfinity);
        (int fallback, double fallbackScore) = (-1, double.NegativeInfinity);
        for (int i = 0; i < table.Candidates.Length; i++)
        {
            ref readonly Candidate candidate = ref table.Candidates[i];
            if (Picker.WasTried(tried, candidate.Replica) || full.Has(candidate.Replica) || (heedsHealth && candidate.Replica.Health.Warmth == 0))
                continue;
            double score = ScoreOf(session, table.PickOf(i).Share);
            if (score > fallbackScore)
                (fallback, fallbackScore) = (i, score);
            if (score > bestScore && !IsOverloaded(candidate, table.PickOf(i).Share, outstanding, capacity))
                (best, bestScore) = (i, score);
        }
        return best >= 0 ? best : fallback;
    }

    private static (long Outstanding, long Capacity) Sum(SplitTable table)
    {
        (long outstanding, long capacity) = (0, 0);
        foreach (ref readonly Candidate candidate in table.Candidates)
        {
            outstanding += Load.Of(candidate, out _).Outstanding;
            capacity += candidate.Capacity;
        }
        return (outstanding, capacity);
    }

    private static bool IsOverloaded(in Candidate candidate, ReplicaShare share, long outstanding, long capacity)
    {
        int own = Load.Of(candidate, out _).Outstanding;
        if (share.MaxConcurrency is { } most)
            return own >= most;
        return own >= (long)Spare * share.Replicas && (double)own * capacity > (double)MostOfAverage * outstanding * candidate.Capacity;
    }

    /// <summary>The higher the better: the weight over the logarithm of a number between 0 and 1, which gives each its share of all sessions.</summary>
    private static double ScoreOf(ulong session, ReplicaShare share)
    {
        ulong bits = Mix(session ^ share.Replica.Seed);
        double uniform = ((bits >> 11) + 0.5) / (1UL << 53);
        return share.Replicas / -Math.Log(uniform);
    }

    /// <summary>The finalizer of SplitMix64: one bit in changes half of those that come out.</summary>
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
