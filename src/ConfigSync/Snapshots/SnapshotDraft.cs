using System.Collections.Immutable;
using ConfigSync.Plans;
using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>
/// All resources between two snapshots. A change touches what it changes; <see cref="ToSnapshot"/> shares the rest with the
/// snapshot before. What is put must be valid together with what is there. One thread at a time.
/// </summary>
internal sealed class SnapshotDraft
{
    private readonly Dictionary<string, RouterDraft> _routers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeploymentDraft> _deployments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeyConfig> _keys = new(StringComparer.Ordinal);
    private readonly NameTableBuilder<KeyConfig> _keyHashes = new();
    private readonly AccountBook _accounts = new();
    private readonly NameBook _names;
    private readonly EntryList _entries = new();
    private readonly CredentialFieldsDraft _credentialFields = new();
    private string? _anonymous;

    internal SnapshotDraft() => _names = new NameBook(_accounts);

    /// <summary>The entry of a router or deployment by its full name, or null.</summary>
    internal RouteEntry? Find(string fullName) =>
        _routers.TryGetValue(fullName, out RouterDraft? router) ? router.Entry : _deployments.GetValueOrDefault(fullName)?.Entry;

    /// <summary>The models of all deployments.</summary>
    internal IEnumerable<DeploymentModel> Models() => _deployments.Values.Select(draft => draft.Entry.Deployment!);

    /// <summary>Adds a router or puts it in the place of the one of the same full name; its members are there.</summary>
    internal void Put(RouterConfig config, long created)
    {
        RouterDraft? old = _routers.GetValueOrDefault(config.FullName);
        var entry = new RouteEntry(config.FullName, config.Account, config.Public, config.Names, created, PlanOf(config))
        {
            Order = old?.Entry.Order ?? _entries.NextRouter(),
        };
        foreach (string gone in old?.Config.Deployments ?? [])
            _deployments[gone].Routers.Remove(config.FullName);
        foreach (string member in config.Deployments)
            _deployments[member].Routers.Add(config.FullName);
        _routers[config.FullName] = new RouterDraft(config, entry);
        Replace(old?.Entry, entry);
    }

    /// <summary>Takes a router out; false when there is none of this full name.</summary>
    internal bool RemoveRouter(string fullName)
    {
        if (!_routers.Remove(fullName, out RouterDraft? old))
            return false;
        foreach (string member in old.Config.Deployments)
            _deployments[member].Routers.Remove(fullName);
        Replace(old.Entry, null);
        return true;
    }

    /// <summary>Adds a deployment or puts it in the place of the one of the same full name, for the routers that lead to it as well.</summary>
    internal void Put(DeploymentModel model, long created)
    {
        DeploymentConfig config = model.Config;
        DeploymentDraft? draft = _deployments.GetValueOrDefault(config.FullName);
        RouteEntry? old = draft?.Entry;
        var plan = new RoutePlan(new SplitNode(RoutingStrategy.WeightedRandom, [model]));
        var entry = new RouteEntry(config.FullName, config.Account, false, config.Names, created, plan)
        {
            Deployment = model,
            Order = old?.Order ?? _entries.NextDeployment(),
        };
        _credentialFields.Hold(model);
        _credentialFields.Release(old?.Deployment);
        if (draft is null)
            _deployments[config.FullName] = draft = new DeploymentDraft { Entry = entry };
        draft.Entry = entry;
        Replace(old, entry);
        foreach (string name in draft.Routers)
        {
            RouterDraft router = _routers[name];
            RouteEntry renewed = router.Entry with { Plan = PlanOf(router.Config) };
            _routers[name] = router with { Entry = renewed };
            Replace(router.Entry, renewed);
        }
    }

    /// <summary>Takes a deployment out; false when there is none of this full name. Throws when a router leads to it still.</summary>
    internal bool RemoveDeployment(string fullName)
    {
        if (!_deployments.TryGetValue(fullName, out DeploymentDraft? draft))
            return false;
        if (draft.Routers.Count > 0)
            throw new ArgumentException($"{draft.Routers.First()} leads to {fullName}", nameof(fullName));
        _deployments.Remove(fullName);
        _credentialFields.Release(draft.Entry.Deployment);
        Replace(draft.Entry, null);
        return true;
    }

    /// <summary>Adds a key or puts it in the place of the one of the same name.</summary>
    internal void Put(KeyConfig key)
    {
        _accounts.Hold(key.Account);
        RemoveKey(key.Name);
        _keys[key.Name] = key;
        _keyHashes.Set(key.Sha256.AsSpan(), key);
    }

    /// <summary>Takes a key out; false when there is none of this name.</summary>
    internal bool RemoveKey(string name)
    {
        if (!_keys.Remove(name, out KeyConfig? old))
            return false;
        // A key that was renamed may be there by its new name already.
        if (ReferenceEquals(_keyHashes.Find(old.Sha256.AsSpan()), old))
            _keyHashes.Remove(old.Sha256.AsSpan());
        _accounts.Release(old.Account);
        return true;
    }

    /// <summary>Whom callers without a key act for; null refuses them.</summary>
    internal void SetAnonymous(string? account)
    {
        if (account is not null)
            _accounts.Hold(account);
        if (_anonymous is not null)
            _accounts.Release(_anonymous);
        _anonymous = account;
    }

    /// <summary>Everything as it is now.</summary>
    internal RoutingSnapshot ToSnapshot(long version) => new(
        version,
        _names.ToTable(),
        new KeyTable(_keyHashes.ToTable()),
        _accounts.ToTable(),
        _anonymous,
        _entries.ToEntries(),
        _entries.ToDeployments(),
        _credentialFields.ToFields());

    private void Replace(RouteEntry? old, RouteEntry? next)
    {
        if (old is null)
            _accounts.Hold(next!.Account);
        _names.Replace(old, next);
        _entries.Replace(old, next);
        if (next is null)
            _accounts.Release(old!.Account);
    }

    private RoutePlan PlanOf(RouterConfig config)
    {
        ImmutableArray<DeploymentModel> members = [.. config.Deployments.Select(name => _deployments[name].Entry.Deployment!)];
        return new RoutePlan(new SplitNode(config.Strategy, members));
    }
}
