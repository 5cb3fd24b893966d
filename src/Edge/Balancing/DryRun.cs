using ConfigSync.Resources;

namespace Edge.Balancing;

/// <summary>How requests would be shared out, without any being counted on a replica.</summary>
internal static class DryRun
{
    /// <summary>
    /// How many of <paramref name="samples"/> requests each candidate of a table would get, by its index: with even load as if none of them ended
    /// before the last one came.
    /// </summary>
    internal static int[] Count(SplitTable table, RoutingStrategy strategy, ulong session, int samples)
    {
        int[] counts = new int[table.Candidates.Length];
        PickRandom random = PickRandom.Create();
        for (int i = 0; i < samples; i++)
        {
            int chosen = session != 0 ? SessionPick.Choose(table, default, session)
                : strategy == RoutingStrategy.EvenLoad ? Lowest(table, counts, ref random)
                : table.Draw(ref random);
            counts[chosen]++;
        }
        return counts;
    }

    private static int Lowest(SplitTable table, int[] counts, ref PickRandom random)
    {
        (int chosen, Load lowest, int equals) = (0, Load.Highest, 0);
        for (int i = 0; i < counts.Length; i++)
        {
            Load load = Load.Of(table.Candidates[i], out _);
            load = load with { Outstanding = load.Outstanding + counts[i] };
            long difference = load.Against(lowest);
            if (difference < 0)
                (lowest, equals) = (load, 0);
            if (difference <= 0 && random.Below(++equals) == 0)
                chosen = i;
        }
        return chosen;
    }
}
