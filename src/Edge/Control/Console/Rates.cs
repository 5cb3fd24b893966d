namespace Edge.Control.Console;

/// <summary>Counts over the time between two moments.</summary>
internal static class Rates
{
    /// <summary>So many within so many seconds, per second; null within no time, and never below 0.</summary>
    internal static double? Per(long count, double seconds) => seconds > 0 ? Math.Max(0, count) / seconds : null;

    /// <summary>So many between two moments, per second.</summary>
    internal static double? Per(long count, Totals from, Totals to, TimeProvider time) => Per(count, time.GetElapsedTime(from.Timestamp, to.Timestamp).TotalSeconds);
}
