using Edge.Faults;
using Edge.Telemetry.Traffic;

namespace Edge.Control.Console;

/// <summary>What the console shows at one moment: totals, and what was added to them lately. Immutable.</summary>
/// <param name="now">The totals.</param>
/// <param name="before">Those of some seconds ago; the same where nobody looked.</param>
/// <param name="last">Those of about a second ago; the same where nobody looked.</param>
/// <param name="time">What their timestamps are of.</param>
internal sealed class Sample(Totals now, Totals before, Totals last, TimeProvider time)
{
    /// <summary>The totals.</summary>
    internal Totals Now => now;

    /// <summary>Over how many seconds rates are means, and quantiles are taken.</summary>
    internal double Seconds { get; } = time.GetElapsedTime(before.Timestamp, now.Timestamp).TotalSeconds;

    /// <summary>Answers per second; null before there are two moments to compare.</summary>
    internal double? Rate => Per(now.Figures.Statuses.Sum - before.Figures.Statuses.Sum, Seconds);

    /// <summary>Answers in the last second.</summary>
    internal double? RateNow => Per(now.Figures.Statuses.Sum - last.Figures.Statuses.Sum, time.GetElapsedTime(last.Timestamp, now.Timestamp).TotalSeconds);

    /// <summary>All requests.</summary>
    internal Flow Whole => Flow.Between(before.Whole, now.Whole, Seconds);

    /// <summary>Failures per second of one side.</summary>
    internal double? FailedRate(FaultSide side) => Per(now.Figures.Failed[side] - before.Figures.Failed[side], Seconds);

    /// <summary>Requests of one router.</summary>
    internal Flow Router(string name) => Flow.Between(before.Router(name), now.Router(name), Seconds);

    /// <summary>Requests per second of a router that one deployment got.</summary>
    internal double? MemberRate(string router, string deployment) => Per(now.Member(router, deployment) - before.Member(router, deployment), Seconds);

    /// <summary>Requests of one replica.</summary>
    internal Flow Replica(string name) => Flow.Between(before.Replica(name), now.Replica(name), Seconds);

    /// <summary>Requests of several replicas together.</summary>
    internal Flow Replicas(IEnumerable<string> names)
    {
        (TrafficFigures earlier, TrafficFigures later) = (TrafficFigures.None, TrafficFigures.None);
        foreach (string name in names)
        {
            later = later.Plus(now.Replica(name));
            earlier = earlier.Plus(before.Replica(name));
        }
        return Flow.Between(earlier, later, Seconds);
    }

    private static double? Per(long count, double seconds) => seconds > 0 ? Math.Max(0, count) / seconds : null;
}
