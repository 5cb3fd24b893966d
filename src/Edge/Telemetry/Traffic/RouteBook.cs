using System.Collections.Concurrent;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.Traffic;

/// <summary>
/// What is counted for each route. One thread counts, any may read. Bounded: when it is full, routes without traffic make room, and what was
/// counted of them goes on under <see cref="Departed"/>, so that sums never fall; routes beyond the bound are counted as one, whose names are
/// <c>other</c>.
/// </summary>
internal sealed class RouteBook(Func<RouteKey, RouteTraffic> make, int maxRoutes)
{
    /// <summary>Stands for the replicas of a deployment that were forgotten.</summary>
    internal const string Departed = "departed";

    private const string Other = "other";
    private readonly ConcurrentDictionary<RouteKey, RouteTraffic> _routes = new();
    private readonly Dictionary<RouteKey, RouteTraffic> _known = new(new RouteKey.ByReference());
    private int _count;
    private int _missed;

    /// <summary>All that traffic came by, in no order. From any thread.</summary>
    internal ICollection<RouteTraffic> All => _routes.Values;

    /// <summary>That of <paramref name="record"/>. By the one thread that counts.</summary>
    internal RouteTraffic Of(in RequestRecord record)
    {
        RouteKey key = RouteKey.Of(in record);
        RouteTraffic route = _known.TryGetValue(key, out RouteTraffic? known) ? known : Find(key);
        route.IsRecent = true;
        return route;
    }

    private RouteTraffic Find(RouteKey key)
    {
        // Names are made anew when what they name changes: what is remembered of old ones goes before it grows without end.
        if (_known.Count >= 4 * maxRoutes)
            _known.Clear();
        if (_routes.TryGetValue(key, out RouteTraffic? route))
            return _known[key] = route;
        // A walk through all, so there is one for as many misses as there are routes.
        if (_count >= maxRoutes && _missed++ % maxRoutes == 0)
            MakeRoom(key);
        if (_count >= maxRoutes)
            return Get(OfOthers);
        _count++;
        return _known[key] = Get(key);
    }

    private static RouteKey OfOthers => new(Other, Other, Other, Other, CallOperation.Other);

    private RouteTraffic Get(RouteKey key) => _routes.TryGetValue(key, out RouteTraffic? route) ? route : _routes[key] = make(key);

    /// <summary>
    /// Forgets the routes without traffic since the last time. What they counted stays with their deployment where that has traffic, as it does by
    /// <paramref name="next"/>, else it goes to all others.
    /// </summary>
    private void MakeRoom(RouteKey next)
    {
        HashSet<(string?, string?)> living = [.. _routes.Values.Where(route => route.IsRecent).Select(route => (route.Key.Router, route.Key.Deployment)), (next.Router, next.Deployment)];
        foreach (RouteTraffic route in _routes.Values)
        {
            RouteKey key = route.Key;
            bool lives = living.Contains((key.Router, key.Deployment)), isDeparted = key.Replica == Departed;
            bool stays = key == OfOthers || (isDeparted ? lives : route.IsRecent);
            route.IsRecent = false;
            if (stays || !_routes.TryRemove(key, out _))
                continue;
            _count -= isDeparted ? 0 : 1;
            Get(lives ? new RouteKey(key.Router, key.Deployment, Departed, null, CallOperation.Other) : OfOthers).Take(route);
            route.Histograms.Release();
        }
        _known.Clear();
    }
}
