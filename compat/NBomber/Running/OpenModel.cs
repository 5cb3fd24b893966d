namespace NBomber.Running;

/// <summary>Starts by the clock, whatever becomes of what was started.</summary>
internal static class OpenModel
{
    /// <summary>When iterations are due whose rate goes evenly from one number a second to another: where its integral reaches 0, 1, 2, …</summary>
    internal static IEnumerable<TimeSpan> Due(double from, double to, TimeSpan during)
    {
        double slope = (to - from) / during.TotalSeconds, all = (from + to) / 2 * during.TotalSeconds;
        for (int n = 0; n < all - 1e-6; n++)
            yield return TimeSpan.FromSeconds(slope == 0 ? n / from : (Math.Sqrt(Math.Max(0, (from * from) + (2 * slope * n))) - from) / slope);
    }

    /// <summary>Starts each at its time, or as soon as it can be: one that is late keeps its time, from which its latency counts.</summary>
    internal static void Run(IEnumerable<TimeSpan> due, Func<TimeSpan> now, Action<TimeSpan> wait, Action<TimeSpan> start)
    {
        foreach (TimeSpan at in due)
        {
            for (TimeSpan left = at - now(); left > TimeSpan.Zero; left = at - now())
                wait(left);
            start(at);
        }
    }
}
