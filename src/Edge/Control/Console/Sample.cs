using System.Collections.Concurrent;
using Edge.Telemetry.Traffic;

namespace Edge.Control.Console;

/// <summary>
/// What the console shows at one moment: totals, and what was added to them lately. What all who watch need is worked out once, by whoever asks first.
/// Immutable, safe from any thread.
/// </summary>
/// <param name="now">The totals.</param>
/// <param name="before">Those of some seconds ago; the same where nobody looked.</param>
/// <param name="last">Those of about a second ago; the same where nobody looked.</param>
/// <param name="time">What their timestamps are of.</param>
internal sealed class Sample(Totals now, Totals before, Totals last, TimeProvider time)
{
    private readonly Lazy<Dictionary<string, Flow>> _routers = new(() => FlowsOf(now, before, time));
    private readonly Lazy<RequestSummary> _all = new(() => RequestSummary.OfAll(now, before, last, time));
    private readonly ConcurrentDictionary<string, RequestSummary> _accounts = new(StringComparer.Ordinal);

    /// <summary>The totals.</summary>
    internal Totals Now => now;

    /// <summary>Over how many seconds rates are means, and quantiles are taken.</summary>
    internal double Seconds { get; } = time.GetElapsedTime(before.Timestamp, now.Timestamp).TotalSeconds;

    /// <summary>The requests that a client may see.</summary>
    internal RequestSummary Requests(ConsoleScope scope) => scope.Account is { } account
        ? _accounts.GetOrAdd(account, static (_, own) => RequestSummary.Of(own.scope, own.now, own.before, own.last, own.time), (scope, now, before, last, time))
        : _all.Value;

    /// <summary>Requests of one router.</summary>
    internal Flow Router(string name) => _routers.Value.TryGetValue(name, out Flow flow) ? flow : Flow.Between(TrafficFigures.None, TrafficFigures.None, Seconds);

    /// <summary>Requests per second of a router that one deployment got.</summary>
    internal double? MemberRate(string router, string deployment) => Rates.Per(now.Member(router, deployment) - before.Member(router, deployment), Seconds);

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

    private static Dictionary<string, Flow> FlowsOf(Totals now, Totals before, TimeProvider time)
    {
        double seconds = time.GetElapsedTime(before.Timestamp, now.Timestamp).TotalSeconds;
        return now.Routers.ToDictionary(router => router.Key, router => Flow.Between(before.Router(router.Key), router.Value.Whole, seconds), StringComparer.Ordinal);
    }
}
