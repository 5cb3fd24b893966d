using System.Collections.Immutable;
using ConfigSync.Plans;
using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>Turns validated resources into a <see cref="RoutingSnapshot"/>. One caller at a time.</summary>
/// <param name="attach">Binds live state to each deployment that is new or changed; unchanged ones keep their model.</param>
public sealed class SnapshotCompiler(Func<DeploymentModel, DeploymentState> attach)
{
    private readonly Dictionary<string, DeploymentModel> _deployments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _created = new(StringComparer.Ordinal);
    private long _version;

    /// <summary>Compiles <paramref name="config"/>, which must be valid. <paramref name="now"/> dates resources not seen before.</summary>
    public RoutingSnapshot Compile(EdgeConfig config, DateTimeOffset now)
    {
        long seconds = now.ToUnixTimeSeconds();
        var deployments = config.Deployments.Select(Model).ToImmutableArray();
        var live = deployments.ToDictionary(d => d.Config.FullName, StringComparer.Ordinal);

        var routers = config.Routers.Select(r => new RouteEntry(
            r.FullName, r.Account, r.Public, r.Names, Created(r.FullName, seconds),
            new RoutePlan(new SplitNode(r.Strategy, [.. r.Deployments.Select(name => live[name])]))));
        var direct = deployments.Select(d => new RouteEntry(
            d.Config.FullName, d.Config.Account, false, d.Config.Names, Created(d.Config.FullName, seconds),
            new RoutePlan(new SplitNode(RoutingStrategy.WeightedRandom, [d]))));
        ImmutableArray<RouteEntry> entries = [.. routers, .. direct];
        Forget(entries);

        var accounts = Accounts(config, entries);
        return new RoutingSnapshot(
            ++_version,
            new Utf8Table<RouteEntry>(FullNames(entries)),
            new KeyTable(config.Keys.Select(k => (k.Sha256.ToArray(), accounts[k.Account]))),
            accounts,
            config.Anonymous is { } anonymous ? accounts[anonymous] : null,
            entries,
            deployments);
    }

    private DeploymentModel Model(DeploymentConfig config)
    {
        if (_deployments.TryGetValue(config.FullName, out DeploymentModel? known) && SameResource.Equal(known.Config, config))
            return known;
        return _deployments[config.FullName] = new DeploymentModel(config, attach);
    }

    /// <summary>What is gone and comes back one day is a new thing; and names that come and go must not pile up.</summary>
    private void Forget(ImmutableArray<RouteEntry> entries)
    {
        var living = entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        foreach (string gone in _created.Keys.Concat(_deployments.Keys).Where(name => !living.Contains(name)).ToArray())
        {
            _created.Remove(gone);
            _deployments.Remove(gone);
        }
    }

    private long Created(string name, long now)
    {
        if (_created.TryGetValue(name, out long seconds))
            return seconds;
        return _created[name] = now;
    }

    private static ImmutableDictionary<string, AccountModel> Accounts(EdgeConfig config, ImmutableArray<RouteEntry> entries)
    {
        var ids = entries.Select(e => e.Account).Concat(config.Keys.Select(k => k.Account));
        if (config.Anonymous is { } anonymous)
            ids = ids.Append(anonymous);
        var own = entries.ToLookup(e => e.Account, StringComparer.Ordinal);
        return ids.Distinct(StringComparer.Ordinal)
            .ToImmutableDictionary(id => id, id => Account(id, own[id]), StringComparer.Ordinal);
    }

    private static AccountModel Account(string id, IEnumerable<RouteEntry> own) => new(
        id,
        new Utf8Table<RouteEntry>(OwnNames(own)),
        new Utf8Table<RouteEntry>(OwnNames(own.Where(entry => entry.IsDeployment))));

    /// <summary>Later pairs win, so the order is the reverse of the precedence: own deployment, own router, exact name.</summary>
    private static IEnumerable<KeyValuePair<string, RouteEntry>> OwnNames(IEnumerable<RouteEntry> own)
    {
        foreach (RouteEntry entry in own.Reverse())
            yield return new(Id(entry), entry);
        foreach (RouteEntry entry in own)
        {
            foreach (string name in entry.Names)
                yield return new(name, entry);
        }
    }

    /// <summary>Full names, and <c>a/d</c> for deployments.</summary>
    private static IEnumerable<KeyValuePair<string, RouteEntry>> FullNames(IEnumerable<RouteEntry> entries)
    {
        foreach (RouteEntry entry in entries)
        {
            yield return new(entry.FullName, entry);
            if (entry.IsDeployment)
                yield return new($"{entry.Account}/{Id(entry)}", entry);
        }
    }

    private static string Id(RouteEntry entry) => entry.FullName[(entry.FullName.LastIndexOf('/') + 1)..];
}
