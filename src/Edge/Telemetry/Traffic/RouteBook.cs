using System.Collections.Concurrent;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.Traffic;

/// <summary>
/// What is counted for each route. One thread counts, any may read. Bounded: routes beyond the bound are counted as one, whose names are
/// <c>other</c>.
/// </summary>
internal sealed class RouteBook(Func<RouteKey, RouteTraffic> make, int maxRoutes)
{
    private const string Other = "other";
    private readonly ConcurrentDictionary<RouteKey, RouteTraffic> _routes = new();
    private readonly Dictionary<RouteKey, RouteTraffic> _known = new(new RouteKey.ByReference());
    private int _count;

    /// <summary>All that traffic came by, in no order. From any thread.</summary>
    internal ICollection<RouteTraffic> All => _routes.Values;

    /// <summary>That of <paramref name="record"/>. By the one thread that counts.</summary>
    internal RouteTraffic Of(in RequestRecord record)
    {
        RouteKey key = RouteKey.Of(in record);
        return _known.TryGetValue(key, out RouteTraffic? known) ? known : Find(key);
    }

    private RouteTraffic Find(RouteKey key)
    {
        // Names are made anew when what they name changes: what is remembered of old ones goes before it grows without end.
        if (_known.Count >= 4 * maxRoutes)
            _known.Clear();
        if (!_routes.TryGetValue(key, out RouteTraffic? route))
        {
            RouteKey kept = _count < maxRoutes ? key : new RouteKey(Other, Other, Other, Other, CallOperation.Other);
            if (!_routes.TryGetValue(kept, out route))
            {
                _routes[kept] = route = make(kept);
                _count++;
            }
        }
        return _known[key] = route;
    }
}
