using System.Collections.Immutable;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Buffers;
using Edge.Upstream;

namespace Edge.Balancing;

/// <summary>
/// All live replicas by identity: full name of the deployment and URL. <see cref="Attach"/> and <see cref="Prune"/> are called by
/// whoever changes the configuration, one call at a time, <see cref="Sweep"/> by the heartbeat, <see cref="Replicas"/> by anybody.
/// </summary>
/// <param name="connector">Makes the connections of every pool.</param>
/// <param name="clock">The clock of every pool.</param>
internal sealed class ReplicaDirectory(IConnector connector, CoarseClock clock)
{
    private readonly Lock _lock = new();
    /// <summary>How long a replica out of service is kept, in ms: a request that took its snapshot before may pick it once its body has come.</summary>
    internal const long Grace = 5 * 60 * 1000;
    private readonly Dictionary<Replica, long> _retired = [];
    private readonly Dictionary<string, ReplicaGroup> _groups = new(StringComparer.Ordinal);
    private ImmutableDictionary<(string Deployment, string Address), Replica> _replicas =
        ImmutableDictionary<(string, string), Replica>.Empty;

    /// <summary>Those whose loads are compared.</summary>
    internal ComparedReplicas Compared { get; } = new();

    /// <summary>The replicas that are not like all others.</summary>
    internal HealthBoard Board { get; } = new(clock);

    /// <summary>Every replica that is named or still has requests.</summary>
    internal IEnumerable<Replica> Replicas => Volatile.Read(ref _replicas).Values;

    /// <summary>
    /// Binds the live replicas of <paramref name="model"/> (for <see cref="SnapshotCompiler"/>): known ones go on with their
    /// counts and connections under the new settings, the others begin. None is ended here: the snapshot in force may name it.
    /// </summary>
    internal ReplicaSet Attach(DeploymentModel model)
    {
        DeploymentConfig config = model.Config;
        ImmutableArray<int> ready = ReplicaCount.Spread(config);
        var set = new ReplicaSet([.. config.Endpoints.Select((endpoint, i) => new ReplicaShare(
            Live(config, endpoint.Url), ready[i], ConcurrencyOf(endpoint, ready[i]), new UpstreamTarget(config, endpoint)))]);
        if (set.Shares.IsEmpty)
            return set;
        ReplicaGroup group = set.Shares[0].Replica.Group;
        group.Configure(ready.Count(replicas => replicas > 0), config.Health.MaxEjectedPercent);
        group.Bound([.. set.Shares.Select(share => share.Replica)], config.Limits.MaxOutstanding);
        return set;
    }

    /// <summary>What an address takes at once while only some of its replicas are wanted.</summary>
    private static int? ConcurrencyOf(EndpointConfig endpoint, int ready) => endpoint.MaxConcurrency is not { } most || ready >= endpoint.Replicas
        ? endpoint.MaxConcurrency
        : (int)Math.Max(1, ((long)most * ready + endpoint.Replicas - 1) / endpoint.Replicas);

    /// <summary>
    /// Takes those out of service that only <paramref name="departed"/> named, and <paramref name="published"/> does not: the snapshot
    /// that was compiled last and is now in force. They stay known until their last request has ended and a grace is over, and
    /// come back as they are if they are named before.
    /// </summary>
    internal void Prune(RoutingSnapshot published, ImmutableArray<DeploymentModel> departed)
    {
        foreach (DeploymentModel model in departed)
        {
            // A replica is one address of one deployment, so nobody but the model that came in its place can name it still.
            DeploymentModel? next = published.FindDeployment(model.Config.FullName);
            HashSet<Replica> named = next is null ? [] : [.. Picker.SetOf(next).Shares.Select(share => share.Replica)];
            foreach (ReplicaShare share in Picker.SetOf(model).Shares)
            {
                if (!named.Contains(share.Replica) && TryRetire(share.Replica))
                    share.Replica.Pool.Retire();
            }
        }
    }

    /// <summary>Sweeps every pool, and forgets replicas that have been out of service for some time and have no request.</summary>
    internal void Sweep()
    {
        Board.Sweep();
        foreach ((_, Replica replica) in Volatile.Read(ref _replicas))
            replica.Pool.Sweep();
        lock (_lock)
        {
            foreach ((Replica replica, long since) in _retired)
            {
                if (replica.Outstanding > 0 || replica.Pool.InUse > 0 || clock.Now - since < Grace)
                    continue;
                _retired.Remove(replica);
                Compared.Remove(replica);
                replica.Health.Forget();
                Volatile.Write(ref _replicas, _replicas.Remove((replica.Deployment, replica.Address)));
                if (!_replicas.Keys.Any(key => key.Deployment == replica.Deployment))
                    _groups.Remove(replica.Deployment);
            }
        }
    }

    /// <summary>Takes all replicas out of service: the server has stopped.</summary>
    internal void Retire()
    {
        foreach (Replica replica in Replicas)
            replica.Pool.Retire();
    }

    private ReplicaGroup GroupOf(string deployment)
    {
        if (!_groups.TryGetValue(deployment, out ReplicaGroup? group))
            _groups[deployment] = group = new ReplicaGroup();
        return group;
    }

    private bool TryRetire(Replica replica)
    {
        lock (_lock)
            return _retired.TryAdd(replica, clock.Now);
    }

    private Replica Live(DeploymentConfig deployment, Uri url)
    {
        UpstreamEndpoint endpoint = Endpoint(deployment, url);
        PoolLimits limits = Limits(deployment.Limits);
        (string Deployment, string Address) identity = (deployment.FullName, url.AbsoluteUri);
        Replica? replica;
        lock (_lock)
        {
            if (!_replicas.TryGetValue(identity, out replica))
            {
                replica = new Replica(identity.Deployment, identity.Address, new ConnectionPool(endpoint, limits, connector, clock), Compared, Board, GroupOf(identity.Deployment));
                replica.Health.Configure(deployment.Health);
                Volatile.Write(ref _replicas, _replicas.Add(identity, replica));
                return replica;
            }
            _retired.Remove(replica);
        }
        replica.Pool.Configure(endpoint, limits);
        replica.Health.Configure(deployment.Health);
        return replica;
    }

    private static UpstreamEndpoint Endpoint(DeploymentConfig deployment, Uri url) =>
        new(url.Scheme == Uri.UriSchemeHttps, url.IdnHost, url.Port)
        {
            CaPath = deployment.CaPath,
            ConnectTimeout = deployment.Timeouts.Connect,
        };

    private static PoolLimits Limits(LimitsConfig limits) => new(
        limits.MaxConnections, limits.MaxQueue, (long)limits.QueueTimeout.TotalMilliseconds, (long)limits.IdleConnection.TotalMilliseconds);
}
