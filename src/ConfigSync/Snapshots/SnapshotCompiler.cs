using System.Collections.Immutable;
using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>
/// Turns validated resources into <see cref="RoutingSnapshot"/>s: a whole configuration, or changes one at a time, which cost what
/// changes and not what there is, and take effect together with <see cref="Next"/>. One caller at a time.
/// </summary>
/// <param name="attach">Binds live state to each deployment that is new or changed; unchanged ones keep their model.</param>
/// <param name="keySecret">What hashes of keys were made under (<see cref="KeyHash.HmacSha256"/>); null for none: such keys let nobody in.</param>
/// <param name="hasManagedKeys">Whether keys come and go with a store; see <see cref="RoutingSnapshot.ChecksKeys"/>.</param>
public sealed class SnapshotCompiler(Func<DeploymentModel, DeploymentState> attach, byte[]? keySecret = null, bool hasManagedKeys = false)
{
    private SnapshotDraft _draft = new(keySecret ?? []) { HasManagedKeys = hasManagedKeys };
    private List<DeploymentModel> _departed = [];
    private long _version;

    /// <summary>
    /// Compiles <paramref name="config"/>, which must be valid, in the place of everything before. <paramref name="now"/> dates
    /// resources not seen before.
    /// </summary>
    public RoutingSnapshot Compile(EdgeConfig config, DateTimeOffset now)
    {
        var draft = new SnapshotDraft(keySecret ?? []) { HasManagedKeys = hasManagedKeys };
        foreach (DeploymentConfig deployment in config.Deployments)
            draft.Put(ModelOf(deployment), Created(deployment.FullName, now));
        foreach (RouterConfig router in config.Routers)
        {
            string fullName = router.FullName;
            draft.Put(router, fullName, Created(fullName, now));
        }
        foreach (KeyConfig key in config.Keys)
            draft.Put(key);
        draft.SetAnonymous(config.Anonymous);

        _departed.AddRange(_draft.Models().Where(model => draft.Find(model.Config.FullName)?.Deployment != model));
        _draft = draft;
        return Next();
    }

    /// <summary>
    /// Adds a router, or puts it in the place of the one of the same full name. It leads to those of its members that are there, and
    /// to the others once they come.
    /// </summary>
    public SnapshotCompiler Put(RouterConfig router, DateTimeOffset now)
    {
        _draft.Put(router, router.FullName, now.ToUnixTimeSeconds());
        return this;
    }

    /// <summary>Takes a router out, by its full name; one that is not there changes nothing.</summary>
    public SnapshotCompiler RemoveRouter(string fullName)
    {
        _draft.RemoveRouter(fullName);
        return this;
    }

    /// <summary>
    /// Adds a deployment, or puts it in the place of the one of the same full name; the routers that lead to it are compiled
    /// again.
    /// </summary>
    public SnapshotCompiler Put(DeploymentConfig deployment, DateTimeOffset now)
    {
        DeploymentModel? old = _draft.Find(deployment.FullName)?.Deployment;
        DeploymentModel model = ModelOf(deployment);
        if (model != old)
        {
            _draft.Put(model, now.ToUnixTimeSeconds());
            Depart(old);
        }
        return this;
    }

    /// <summary>
    /// Takes a deployment out, by its full name; one that is not there changes nothing. Routers lead to their other members from
    /// then on.
    /// </summary>
    public SnapshotCompiler RemoveDeployment(string fullName)
    {
        DeploymentModel? old = _draft.Find(fullName)?.Deployment;
        _draft.RemoveDeployment(fullName);
        Depart(old);
        return this;
    }

    /// <summary>Adds a key, or puts it in the place of the one of the same full name.</summary>
    public SnapshotCompiler Put(KeyConfig key)
    {
        _draft.Put(key);
        return this;
    }

    /// <summary>Takes a key out, by its full name; one that is not there changes nothing.</summary>
    public SnapshotCompiler RemoveKey(string fullName)
    {
        _draft.RemoveKey(fullName);
        return this;
    }

    /// <summary>Says whom callers without a key act for; null refuses them.</summary>
    public SnapshotCompiler SetAnonymous(string? account)
    {
        _draft.SetAnonymous(account);
        return this;
    }

    /// <summary>Routers that lead nowhere as of the last <see cref="Next"/>, since none of their members is there.</summary>
    public int Idle => _draft.Idle;

    /// <summary>Makes room for about so many routers and deployments that will come.</summary>
    public void Reserve(int resources) => _draft.Reserve(resources);

    /// <summary>Everything said so far, as one snapshot.</summary>
    public RoutingSnapshot Next() => _draft.ToSnapshot(++_version);

    /// <summary>
    /// The models that snapshots held and the last one does not, since the last call: what live state may have to go without a
    /// look at all the rest.
    /// </summary>
    public ImmutableArray<DeploymentModel> TakeDeparted()
    {
        ImmutableArray<DeploymentModel> departed = [.. _departed];
        _departed = [];
        return departed;
    }

    private void Depart(DeploymentModel? model)
    {
        if (model is not null)
            _departed.Add(model);
    }

    private DeploymentModel ModelOf(DeploymentConfig config) =>
        _draft.Find(config.FullName)?.Deployment is { } known && SameResource.Equal(known.Config, config)
            ? known
            : new DeploymentModel(config, attach);

    /// <summary>What is gone and comes back one day is a new thing.</summary>
    private long Created(string fullName, DateTimeOffset now) => _draft.Find(fullName)?.Created ?? now.ToUnixTimeSeconds();
}
