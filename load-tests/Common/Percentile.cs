namespace Edge.LoadTests.Common;

/// <summary>Of many times, the one below which a share of them lies.</summary>
internal static class Percentile
{
    /// <summary>The <paramref name="share"/> of <paramref name="times"/>, such as 0.99, in milliseconds; they get sorted.</summary>
    internal static double Of(List<TimeSpan> times, double share)
    {
        if (times.Count == 0)
            return double.NaN;
        times.Sort();
        return times[Math.Min(times.Count - 1, (int)(times.Count * share))].TotalMilliseconds;
    }
}
