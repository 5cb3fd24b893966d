using System.Collections.Immutable;
using ConfigSync.Plans;
using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>
/// All resources between two snapshots. A change touches what it changes; <see cref="ToSnapshot"/> shares the rest with the
/// snapshot before. Names and hashes must be unique; members of routers may be missing, and come later. One thread at a time.
/// </summary>
internal sealed class SnapshotDraft
{
    // The routers that name a deployment, which need not be there, by its full name.
    private readonly Dictionary<string, HashSet<string>> _leading = new(StringComparer.Ordinal);
    // Routers to be compiled again before anybody sees them: a member came, changed or went.
    private readonly HashSet<string> _stale = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeyConfig> _keys = new(StringComparer.Ordinal);
    private readonly NameTableBuilder<KeyConfig> _keyHashes = new();
    private readonly AccountBook _accounts = new();
    private readonly NameBook _names;
    private readonly EntryList _entries = new();
    private readonly CredentialFieldsDraft _credentialFields = new();
    private string? _anonymous;
    private int _controlKeys;

    private readonly byte[] _secret;

    /// <summary>Nothing; <paramref name="secret"/> is what hashes of keys were made under, empty for none.</summary>
    internal SnapshotDraft(byte[] secret) => (_secret, _names) = (secret, new NameBook(_accounts));

    /// <summary>The entry of a router or deployment by its full name, or null.</summary>
    internal RouteEntry? Find(string fullName) => _names.Find(fullName);

    /// <summary>The models of all deployments.</summary>
    internal IEnumerable<DeploymentModel> Models() => _entries.ToDeployments();

    /// <summary>Makes room for about so many resources that will come.</summary>
    internal void Reserve(int resources) => _names.Reserve(resources);

    /// <summary>Whether keys come and go with a store.</summary>
    internal bool HasManagedKeys { get; init; }

    /// <summary>Routers that lead nowhere, since none of their members is there.</summary>
    internal int Idle { get; private set; }

    /// <summary>
    /// Adds a router, as one that first appeared at <paramref name="now"/>, or puts it in the place of the one of the same full name, which is made once
    /// for all that need it.
    /// </summary>
    internal void Put(RouterConfig config, string fullName, long now)
    {
        RouteEntry? old = Find(fullName);
        var entry = new RouteEntry(fullName, config.Account, config.Public, config.Names, old?.Created ?? now, PlanOf(config))
        {
            Router = config,
            Order = old?.Order ?? _entries.NextRouter(),
        };
        if (old is not null)
            EndLeading(old.Router!, fullName);
        foreach (string member in config.Deployments)
            Lead(member, fullName);
        Settled(fullName);
        Replace(old, entry);
    }

    /// <summary>Takes a router out; false when there is none of this full name.</summary>
    internal bool RemoveRouter(string fullName)
    {
        if (Find(fullName) is not { Router: { } router } old)
            return false;
        EndLeading(router, fullName);
        Settled(fullName);
        Replace(old, null);
        return true;
    }

    /// <summary>
    /// Adds a deployment, as one that first appeared at <paramref name="now"/>, or puts it in the place of the one of the same full name, for the routers
    /// that lead to it as well.
    /// </summary>
    internal void Put(DeploymentModel model, long now)
    {
        DeploymentConfig config = model.Config;
        string fullName = config.FullName;
        RouteEntry? old = Find(fullName);
        RoutePlan plan = SplitNode.Over(RoutingStrategy.WeightedRandom, [model]);
        var entry = new RouteEntry(fullName, config.Account, false, config.Names, old?.Created ?? now, plan)
        {
            Deployment = model,
            Order = old?.Order ?? _entries.NextDeployment(),
        };
        _credentialFields.Hold(model);
        _credentialFields.Release(old?.Deployment);
        Replace(old, entry);
        Unsettle(fullName);
    }

    /// <summary>Takes a deployment out; false when there is none of this full name.</summary>
    internal bool RemoveDeployment(string fullName)
    {
        if (Find(fullName) is not { Deployment: { } deployment } old)
            return false;
        _credentialFields.Release(deployment);
        Replace(old, null);
        Unsettle(fullName);
        return true;
    }

    /// <summary>Adds a key or puts it in the place of the one of the same full name.</summary>
    internal void Put(KeyConfig key)
    {
        string fullName = key.FullName;
        _accounts.Hold(key.Account);
        RemoveKey(fullName);
        _keys[fullName] = key;
        _controlKeys += ControlOf(key);
        _keyHashes.Set(key.Hash.AsSpan(), key);
    }

    /// <summary>Takes a key out; false when there is none of this full name.</summary>
    internal bool RemoveKey(string fullName)
    {
        if (!_keys.Remove(fullName, out KeyConfig? old))
            return false;
        _controlKeys -= ControlOf(old);
        // A key that was renamed may be there by its new name already.
        if (ReferenceEquals(_keyHashes.Find(old.Hash.AsSpan()), old))
            _keyHashes.Remove(old.Hash.AsSpan());
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
    internal RoutingSnapshot ToSnapshot(long version)
    {
        foreach (string name in _stale)
            Renew(name);
        _stale.Clear();
        return new RoutingSnapshot(
            version,
            _names.ToTable(),
            new KeyTable(_keyHashes.ToTable(), _secret, HasManagedKeys, _controlKeys),
            _accounts.ToTable(),
            _anonymous,
            _entries.ToEntries(),
            _entries.ToDeployments(),
            _credentialFields.ToFields());
    }

    private void Replace(RouteEntry? old, RouteEntry? next)
    {
        if (old is null)
            _accounts.Hold(next!.Account);
        _names.Replace(old, next);
        _entries.Replace(old, next);
        Idle += IdleOf(next) - IdleOf(old);
        if (next is null)
            _accounts.Release(old!.Account);
    }

    private static int ControlOf(KeyConfig key) => (key.Scopes & (KeyScopes.Read | KeyScopes.Write)) != 0 ? 1 : 0;

    /// <summary>1 for a router that leads nowhere, else 0.</summary>
    private static int IdleOf(RouteEntry? entry) => entry is { IsDeployment: false, Plan.Root: SplitNode { Members.IsEmpty: true } } ? 1 : 0;

    private void Lead(string member, string router)
    {
        if (!_leading.TryGetValue(member, out HashSet<string>? routers))
            _leading[member] = routers = new HashSet<string>(StringComparer.Ordinal);
        routers.Add(router);
    }

    private void EndLeading(RouterConfig router, string fullName)
    {
        foreach (string member in router.Deployments)
        {
            HashSet<string> routers = _leading[member];
            routers.Remove(fullName);
            if (routers.Count == 0)
                _leading.Remove(member);
        }
    }

    /// <summary>Notes the routers that lead to a deployment, to be compiled once however many of their members change.</summary>
    private void Unsettle(string deployment)
    {
        if (_leading.TryGetValue(deployment, out HashSet<string>? routers))
            _stale.UnionWith(routers);
    }

    private void Settled(string router)
    {
        if (_stale.Count > 0)
            _stale.Remove(router);
    }

    private void Renew(string fullName)
    {
        RouteEntry router = Find(fullName)!;
        Replace(router, router with { Plan = PlanOf(router.Router!) });
    }

    private RoutePlan PlanOf(RouterConfig config)
    {
        bool isDraw = config is { Strategy: RoutingStrategy.WeightedRandom, Model: null, SessionAffinity: false };
        // What nearly all of a hundred thousand routers are.
        if (isDraw && config.Deployments is [var only] && Find(only) is { IsDeployment: true } one)
            return one.Plan;
        var members = ImmutableArray.CreateBuilder<RouteEntry>(config.Deployments.Length);
        foreach (string name in config.Deployments)
        {
            if (Find(name) is { IsDeployment: true } member)
                members.Add(member);
        }
        // A draw over one deployment is what calling that by its own name does, and many routers may share it.
        return members.Count == 1 && isDraw
            ? members[0].Plan
            : SplitNode.Over(config.Strategy, [.. members.Select(member => member.Deployment!)], config.Model, config.SessionAffinity);
    }
}
