using System.Collections.Immutable;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Balancing;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>
/// Asks the replicas of deployments that want it whether they are well and how busy they are, again and again while they are served. Safe from any
/// thread.
/// </summary>
/// <param name="client">Asks them; disposed with this.</param>
/// <param name="log">Gets who went down, and who came back.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplicaWatcher(ReplicaClient client, ILogger log, TimeProvider time) : IDisposable
{
    /// <summary>How far a pause may be from what was said, as a part of it.</summary>
    private const double Jitter = 0.2;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Watch> _watches = new(StringComparer.Ordinal);
    private bool _isOver;

    /// <summary>A deployment was compiled, and these are its replicas: they are asked from here on as it says, others no more.</summary>
    internal void Follow(DeploymentConfig deployment, ReplicaSet replicas)
    {
        lock (_gate)
        {
            bool wanted = deployment.Health.Probe is not null || deployment.EngineMetrics is not null;
            if (wanted && _watches.TryGetValue(deployment.FullName, out Watch? watch) && watch.Probe == deployment.Health.Probe && watch.Metrics == deployment.EngineMetrics)
            {
                Silence(watch.Replicas.Shares.Where(share => !replicas.Has(share.Replica)));
                watch.Replicas = replicas;
                return;
            }
            End(deployment.FullName);
            if (_isOver || !wanted)
                return;
            watch = new Watch(deployment.Health.Probe, deployment.EngineMetrics, replicas);
            _watches[deployment.FullName] = watch;
            if (watch.Probe is { } probe)
                _ = Task.Run(() => RepeatAsync(watch, probe.Interval, share => ProbeAsync(share, probe, watch.Stop.Token)), CancellationToken.None);
            if (watch.Metrics is { } metrics)
                _ = Task.Run(() => RepeatAsync(watch, metrics.Interval, share => ScrapeAsync(watch, share, metrics)), CancellationToken.None);
        }
    }

    /// <summary>Deployments are served no more, unless others came in their place.</summary>
    internal void Forget(RoutingSnapshot published, ImmutableArray<DeploymentModel> departed)
    {
        lock (_gate)
        {
            foreach (string name in departed.Select(model => model.Config.FullName))
            {
                if (published.FindDeployment(name) is null)
                    End(name);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (string name in _watches.Keys.ToArray())
                End(name);
        }
        client.Dispose();
    }

    private void End(string name)
    {
        if (!_watches.Remove(name, out Watch? watch))
            return;
        watch.Stop.Cancel();
        Silence(watch.Replicas.Shares);
    }

    /// <summary>What replicas told that are asked no more is heeded no more.</summary>
    private static void Silence(IEnumerable<ReplicaShare> shares)
    {
        foreach (ReplicaShare share in shares)
            share.Replica.Tell(null);
    }

    private async Task RepeatAsync(Watch watch, TimeSpan interval, Func<ReplicaShare, Task> ask)
    {
        while (!watch.Stop.IsCancellationRequested)
        {
            await Task.WhenAll(watch.Replicas.Shares.Select(ask)).ConfigureAwait(false);
            TimeSpan pause = interval * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
            await Task.Delay(pause, time, watch.Stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ProbeAsync(ReplicaShare share, ProbeConfig probe, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(probe.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        bool isWell = await client.IsWellAsync(share, probe.Path, either.Token).ConfigureAwait(false);
        if (stop.IsCancellationRequested || !share.Replica.Health.Probed(isWell))
            return;
        if (isWell)
            HostingLog.ReplicaUp(log, share.Replica.Name);
        else
            HostingLog.ReplicaDown(log, share.Replica.Name, probe.Path);
    }

    /// <summary>One that does not tell in time is worth what other edges say of it.</summary>
    private async Task ScrapeAsync(Watch watch, ReplicaShare share, EngineMetricsConfig metrics)
    {
        using var late = new CancellationTokenSource(metrics.Interval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, watch.Stop.Token);
        EngineLoad? load = await client.LoadAsync(share, metrics.Path, either.Token).ConfigureAwait(false);
        // Under the gate: an answer that comes while its replica is given up must not be heeded for ever.
        lock (_gate)
        {
            if (!watch.Stop.IsCancellationRequested && watch.Replicas.Has(share.Replica))
                share.Replica.Tell(load);
        }
    }

    /// <summary>What is asked of one deployment.</summary>
    private sealed class Watch(ProbeConfig? probe, EngineMetricsConfig? metrics, ReplicaSet replicas)
    {
        private volatile ReplicaSet _replicas = replicas;

        /// <summary>Whether they are well.</summary>
        internal ProbeConfig? Probe => probe;

        /// <summary>How busy they are.</summary>
        internal EngineMetricsConfig? Metrics => metrics;

        /// <summary>Ends it. Not disposed: it has no timer, and questions under way look at it.</summary>
        internal CancellationTokenSource Stop { get; } = new();

        /// <summary>Who is asked. From any thread.</summary>
        internal ReplicaSet Replicas { get => _replicas; set => _replicas = value; }
    }
}
