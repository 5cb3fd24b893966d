namespace Shared.Memory;

/// <summary>What code allocates once it has run for a while.</summary>
internal static class SteadyState
{
    private const int MostRuns = 200;

    /// <summary>
    /// Bytes that <paramref name="work"/> allocates on this thread: the least of many runs, or 0 as soon as a run allocates none. Between two
    /// versions of a hot method the runtime uses one that is not optimised, and boxes values for a while; what the work itself allocates, it
    /// allocates in each run.
    /// </summary>
    /// <param name="work">What is looked at.</param>
    /// <param name="times">How often a run does it.</param>
    internal static long Allocates(Action work, int times = 1)
    {
        work();
        long least = long.MaxValue;
        for (int run = 0; run < MostRuns && least > 0; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < times; i++)
                work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
