namespace Edge.Balancing;

/// <summary>One independent draw per request, each replica weighing its <see cref="ReplicaShare.Replicas"/>.</summary>
internal static class WeightedPick
{
    /// <summary>Draws from <paramref name="table"/> and begins the request; at least one candidate is not in <paramref name="tried"/>.</summary>
    internal static Pick Begin(SplitTable table, ReadOnlySpan<Replica> tried, ref PickRandom random)
    {
        Pick pick = table.PickOf(tried.IsEmpty ? table.Draw(ref random) : DrawUntried(table, tried, ref random));
        pick.Replica.Begin();
        return pick;
    }

    /// <summary>
    /// The draw of a second attempt: one pass, in which each replica takes the place of the one chosen so far with the
    /// probability of its weight among those seen, which in the end gives each its share.
    /// </summary>
    private static int DrawUntried(SplitTable table, ReadOnlySpan<Replica> tried, ref PickRandom random)
    {
        int chosen = 0;
        long seen = 0;
        for (int i = 0; i < table.Candidates.Length; i++)
        {
            if (Picker.WasTried(tried, table.Candidates[i].Replica))
                continue;
            int weight = table.PickOf(i).Share.Replicas;
            seen += weight;
            if (random.Below(seen) < weight)
                chosen = i;
        }
        return chosen;
    }
}
