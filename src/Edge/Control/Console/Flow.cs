using Edge.Telemetry.Traffic;

namespace Edge.Control.Console;

/// <summary>What went one way lately, and so far.</summary>
/// <param name="Requests">Requests so far.</param>
/// <param name="Rate">Requests per second; null before there are two moments to compare.</param>
/// <param name="FailedRate">Failures per second that are not the callers' own; null as well.</param>
/// <param name="Median">Seconds within which half of the answers began; null without any.</param>
/// <param name="Slow">Seconds within which all but a hundredth of them did; null without any.</param>
internal readonly record struct Flow(long Requests, double? Rate, double? FailedRate, double? Median, double? Slow)
{
    /// <summary>What was added to <paramref name="before"/> until <paramref name="now"/>, so many seconds later.</summary>
    internal static Flow Between(TrafficFigures before, TrafficFigures now, double seconds)
    {
        TrafficFigures added = now.Since(before);
        return new Flow(
            now.Requests,
            seconds > 0 ? added.Requests / seconds : null,
            seconds > 0 ? added.Failed.Ours / seconds : null,
            added.FirstBytes.Quantile(0.5),
            added.FirstBytes.Quantile(0.99));
    }
}
