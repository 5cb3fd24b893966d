using Edge.Telemetry.Traffic;

namespace Edge.Control.Console;

/// <summary>Everything that is counted, at one moment. Immutable.</summary>
/// <param name="Timestamp">The moment, by <see cref="TimeProvider.GetTimestamp"/>.</param>
/// <param name="Figures">Figures of the process.</param>
/// <param name="Whole">Requests that are over.</param>
/// <param name="Routers">The same by router.</param>
/// <param name="Replicas">The same by replica.</param>
internal sealed record Totals(
    long Timestamp,
    LiveFigures Figures,
    TrafficFigures Whole,
    IReadOnlyDictionary<string, RouterTraffic> Routers,
    IReadOnlyDictionary<string, TrafficFigures> Replicas)
{
    /// <summary>Reads them.</summary>
    internal static Totals Of(ILiveView live, long timestamp) => new(
        timestamp,
        live.Read(),
        live.Traffic.Whole,
        new Dictionary<string, RouterTraffic>(live.Traffic.Routers, StringComparer.Ordinal),
        new Dictionary<string, TrafficFigures>(live.Traffic.Replicas, StringComparer.Ordinal));

    /// <summary>Of one router; nothing where it had no request.</summary>
    internal TrafficFigures Router(string name) => Routers.TryGetValue(name, out RouterTraffic? found) ? found.Whole : TrafficFigures.None;

    /// <summary>How many requests of a router one deployment got.</summary>
    internal long Member(string router, string deployment) =>
        Routers.TryGetValue(router, out RouterTraffic? found) ? found.Members.GetValueOrDefault(deployment) : 0;

    /// <summary>Of one replica; nothing where it had no request.</summary>
    internal TrafficFigures Replica(string name) => Replicas.TryGetValue(name, out TrafficFigures? found) ? found : TrafficFigures.None;
}
