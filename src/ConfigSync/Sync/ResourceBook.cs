using System.Collections.Immutable;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Stores;

namespace ConfigSync.Sync;

/// <summary>
/// All resources, of <c>edge.json</c> and of a store, and what comes of them: each document that is good takes the place of the one before, and
/// what serves depends on what there is, not on the order in which it came. No I/O; one thread at a time.
/// </summary>
/// <param name="compiler">Told what is to serve.</param>
/// <param name="keepsDocuments">Whether <see cref="Held"/> is needed.</param>
/// <param name="hasKeySecret">Whether keys can be known by hashes under the secret of the fleet.</param>
internal sealed class ResourceBook(SnapshotCompiler compiler, bool keepsDocuments, bool hasKeySecret)
{
    private readonly Dictionary<ResourceKey, ResourceSlot> _slots = [];
    private readonly SlotList _changed = new();
    private readonly ClaimBook _claims = new();
    private EdgeConfig _local = new();
    private string? _anonymous;
    private int _keys;

    /// <summary>Resources of which the last document is refused.</summary>
    internal int Refused { get; private set; }

    /// <summary>Changes that were taken and not settled.</summary>
    internal int Waiting => _changed.Count;

    /// <summary>The last good documents of the store, as it has them.</summary>
    internal IEnumerable<StoreEntry> Held => _slots.Values.Select(slot => slot.Entry).OfType<StoreEntry>();

    /// <summary>The keys under which the store has told something, good or bad.</summary>
    internal IEnumerable<ResourceKey> StoredKeys => _slots.Values.Where(slot => slot.Stored is not null || slot.Refusal.Length > 0).Select(slot => slot.Key);

    /// <summary>How it stands with one resource; null where there is none.</summary>
    internal ResourceStatus? Find(ResourceKey key) => _slots.TryGetValue(key, out ResourceSlot? slot) ? StatusOf(slot) : null;

    /// <summary>How it stands with all resources, in no order.</summary>
    internal IEnumerable<ResourceStatus> All => _slots.Values.Select(StatusOf);

    /// <summary>Who has a further name in an account; null for nobody.</summary>
    internal ResourceKey? OwnerOf(string account, string name) => _claims.OwnerOf(new Claim(account, name))?.Key;

    /// <summary>The resources of one kind and account, in no order.</summary>
    internal IEnumerable<ResourceStatus> Of(ResourceKind kind, string account) =>
        from slot in _slots.Values where slot.Key.Kind == kind && slot.Key.Account == account select StatusOf(slot);

    /// <summary>Puts a valid <paramref name="config"/> in the place of the one before.</summary>
    internal void SetLocal(EdgeConfig config)
    {
        var next = LocalResources.Of(config).ToDictionary(resource => resource.Key);
        foreach (StoredResource gone in LocalResources.Of(_local).Where(resource => !next.ContainsKey(resource.Key)))
            SetLocal(_slots[gone.Key], null);
        foreach (StoredResource resource in next.Values)
        {
            ResourceSlot slot = SlotOf(resource.Key);
            if (!SameResource.Equal(slot.Local, resource))
                SetLocal(slot, resource);
        }
        _local = config;
    }

    /// <summary>
    /// Takes a document and what reading it found; one that is no later than what was told before changes nothing. Returns why it is refused, or
    /// null.
    /// </summary>
    internal string? Put(StoreEntry entry, ResourceReading reading)
    {
        ResourceSlot slot = SlotOf(entry.Key);
        if (entry.Revision <= slot.Revision)
            return null;
        slot.Revision = entry.Revision;
        _changed.Add(slot);
        if (reading.Resource is null)
        {
            Refuse(slot, string.Join(' ', reading.Errors));
            return slot.Refusal;
        }
        Refuse(slot, "");
        slot.Stored = reading.Resource;
        if (keepsDocuments)
            slot.Entry = entry;
        return null;
    }

    /// <summary>The document is gone from the store; nothing happens when something later was told before.</summary>
    internal void Delete(ResourceKey key, long revision)
    {
        if (!_slots.TryGetValue(key, out ResourceSlot? slot) || revision < slot.Revision)
            return;
        Refuse(slot, "");
        (slot.Stored, slot.Entry, slot.Revision) = (null, null, 0);
        _changed.Add(slot);
    }

    /// <summary>
    /// Says which endpoints of a deployment were found by name, besides those it declares; of one that is not there, or looks for none, nothing is
    /// kept.
    /// </summary>
    internal void SetFound(ResourceKey key, ImmutableArray<EndpointConfig> found)
    {
        if (!_slots.TryGetValue(key, out ResourceSlot? slot) || slot.Effective is not Deployment { Config: { Discovery: not null } config })
            return;
        slot.Found = [.. found.Where(one => !config.Endpoints.Any(declared => declared.Url == one.Url))];
        _changed.Add(slot);
    }

    /// <summary>Whether what the store told of <paramref name="key"/> up to <paramref name="revision"/> is compiled, or refused, or deleted.</summary>
    internal bool HasTaken(ResourceKey key, long revision, bool isDeletion) =>
        _slots.TryGetValue(key, out ResourceSlot? slot)
            ? !slot.IsListed && (slot.Revision >= revision || (isDeletion && slot.Revision == 0))
            : isDeletion;

    /// <summary>The revisions of the store begin anew: the next document of each key is taken whatever its revision.</summary>
    internal void ForgetRevisions()
    {
        foreach (ResourceSlot slot in _slots.Values)
            slot.Revision = 0;
    }

    /// <summary>Makes room for about so many resources that will come.</summary>
    internal void Reserve(int resources)
    {
        _slots.EnsureCapacity(_slots.Count + resources);
        compiler.Reserve(resources);
    }

    /// <summary>Tells the compiler what changed; returns whether anything did. <paramref name="now"/> dates what has no time of its own.</summary>
    internal bool Settle(DateTimeOffset now)
    {
        // Those that gain or lose something by it stand behind them.
        int changed = _changed.Count;
        for (int i = 0; i < changed; i++)
            _claims.Set(_changed[i], ClaimsOf(_changed[i].Effective), _changed);
        bool any = false;
        foreach (ResourceSlot slot in _changed.Take())
            any |= Compile(slot, now);
        string? anonymous = _local.IsAnonymousImplied && _keys > 0 ? null : _local.Anonymous;
        if (anonymous == _anonymous)
            return any;
        compiler.SetAnonymous(_anonymous = anonymous);
        return true;
    }

    private ResourceSlot SlotOf(ResourceKey key)
    {
        if (!_slots.TryGetValue(key, out ResourceSlot? slot))
            _slots[key] = slot = new ResourceSlot(key);
        return slot;
    }

    private void SetLocal(ResourceSlot slot, StoredResource? resource)
    {
        slot.Local = resource;
        _changed.Add(slot);
    }

    private void Refuse(ResourceSlot slot, string reason)
    {
        Refused += (reason.Length > 0 ? 1 : 0) - (slot.Refusal.Length > 0 ? 1 : 0);
        slot.Refusal = reason;
    }

    private bool Compile(ResourceSlot slot, DateTimeOffset now)
    {
        StoredResource? wanted = Granted(slot);
        bool changes = !SameResource.Equal(slot.Compiled, wanted);
        if (changes)
        {
            if (wanted is null)
                Remove(slot.Compiled!);
            else
                Put(wanted, slot.Local is null ? wanted.CreateTime : now);
            _keys += CallsModels(wanted) - CallsModels(slot.Compiled);
        }
        slot.Compiled = wanted;
        if (slot.IsEmpty)
            _slots.Remove(slot.Key);
        return changes;
    }

    private static int CallsModels(StoredResource? resource) => resource is ApiKey key && (key.Config.Scopes & KeyScopes.Inference) != 0 ? 1 : 0;

    private void Put(StoredResource resource, DateTimeOffset created)
    {
        switch (resource)
        {
            case Deployment deployment:
                compiler.Put(deployment.Config, created);
                break;
            case Router router:
                compiler.Put(router.Config, created);
                break;
            case ApiKey key:
                compiler.Put(key.Config);
                break;
        }
    }

    private void Remove(StoredResource resource)
    {
        switch (resource)
        {
            case Deployment deployment:
                compiler.RemoveDeployment(deployment.Config.FullName);
                break;
            case Router router:
                compiler.RemoveRouter(router.Config.FullName);
                break;
            case ApiKey key:
                compiler.RemoveKey(key.Config.FullName);
                break;
        }
    }

    private static ImmutableArray<Claim> ClaimsOf(StoredResource? resource) => resource switch
    {
        Deployment { Config: { Names.Length: > 0 } config } => ClaimsOf(config.Account, config.Names),
        Router { Config: { Names.Length: > 0 } config } => ClaimsOf(config.Account, config.Names),
        ApiKey key => [new Claim("", Convert.ToHexString(key.Config.Hash.AsSpan()))],
        _ => [],
    };

    private static ImmutableArray<Claim> ClaimsOf(string account, ImmutableArray<string> names) => [.. names.Select(name => new Claim(account, name))];

    /// <summary>What is to serve of a slot: with the endpoints that were found, and without the names that others have.</summary>
    private StoredResource? Granted(ResourceSlot slot) => slot.Found.IsEmpty || Named(slot) is not Deployment { Config.Discovery: not null } deployment
        ? Named(slot)
        : deployment with { Config = deployment.Config with { Endpoints = [.. deployment.Config.Endpoints, .. slot.Found] } };

    private StoredResource? Named(ResourceSlot slot) => slot.Effective switch
    {
        { } resource when slot.Claims.IsEmpty || _claims.HasAll(slot) => resource,
        Deployment deployment => deployment with { Config = deployment.Config with { Names = Own(slot, deployment.Config.Names) } },
        Router router => router with { Config = router.Config with { Names = Own(slot, router.Config.Names) } },
        _ => null,
    };

    private ImmutableArray<string> Own(ResourceSlot slot, ImmutableArray<string> names) =>
        [.. names.Where(name => ReferenceEquals(_claims.OwnerOf(new Claim(slot.Key.Account, name)), slot))];

    private ResourceStatus StatusOf(ResourceSlot slot)
    {
        (ResourceState state, string reason) = Judge(slot);
        return new ResourceStatus(slot.Key, state, reason, slot.Revision, slot.Stored?.Revision ?? 0, slot.Effective)
        {
            Served = slot.Compiled,
            IsLocal = slot.Local is not null,
        };
    }

    private (ResourceState State, string Reason) Judge(ResourceSlot slot)
    {
        if (slot.IsListed)
            return (ResourceState.Updating, "it takes effect within milliseconds");
        if (slot.Refusal.Length > 0)
            return (ResourceState.Refused, slot.Stored is null ? slot.Refusal : $"{slot.Refusal} Revision {slot.Stored.Revision} serves on.");
        if (slot is { Local: not null, Stored: not null })
            return (ResourceState.NotReady, "edge.json of this edge has one of this name, which goes before it");
        if (slot.Claims.Where(claim => !ReferenceEquals(_claims.OwnerOf(claim), slot)).ToArray() is { Length: > 0 } lost)
            return Lost(slot, lost);
        if (slot.Effective is ApiKey { Config.Kind: KeyHash.HmacSha256 } && !hasKeySecret)
            return (ResourceState.NotReady, "EDGE_KEY_SECRET is not set for this edge, so that it cannot be told from others; set it and start again");
        return slot.Effective is Router router ? Judge(router.Config) : (ResourceState.Ready, "");
    }

    private (ResourceState State, string Reason) Lost(ResourceSlot slot, Claim[] lost)
    {
        ResourceKey owner = _claims.OwnerOf(lost[0])!.Key;
        return slot.Compiled is null
            ? (ResourceState.NotReady, $"{owner} has the same hash, and is older")
            : (ResourceState.Ready, $"the name '{lost[0].Text}' is that of {owner}, which is older; it serves without it");
    }

    private (ResourceState State, string Reason) Judge(RouterConfig router)
    {
        string[] missing = [.. router.Deployments.Where(member => !IsThere(router.Account, member))];
        if (missing.Length == 0)
            return (ResourceState.Ready, "");
        string reason = $"{string.Join(", ", missing)} {(missing.Length == 1 ? "does" : "do")} not exist";
        return missing.Length == router.Deployments.Length
            ? (ResourceState.NotReady, $"{reason}; it serves as soon as one does")
            : (ResourceState.Ready, $"{reason}; it serves with the others");
    }

    private bool IsThere(string account, string fullName) =>
        _slots.TryGetValue(new ResourceKey(ResourceKind.Deployment, account, fullName[(fullName.LastIndexOf('/') + 1)..]), out ResourceSlot? slot)
        && slot.Compiled is not null;
}
