using System.Collections.Immutable;
using System.Net;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Discovery;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>
/// Looks up the replicas of deployments that are found by name, again and again while they are served, and tells what it found. What was found
/// last holds while nobody can say. Safe from any thread.
/// </summary>
/// <param name="lookup">Finds them.</param>
/// <param name="found">Puts in force what was found for one deployment; not called from within <see cref="Follow"/>.</param>
/// <param name="log">Gets what goes wrong, once until it goes well.</param>
/// <param name="time">The clock.</param>
internal sealed class DiscoveryKeeper(
    ServiceLookup lookup, Action<ResourceKey, ImmutableArray<EndpointConfig>> found, ILogger log, TimeProvider time) : IDisposable
{
    /// <summary>Longest wait behind a look that failed.</summary>
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DiscoveryConfig Config, CancellationTokenSource Stop)> _watches = new(StringComparer.Ordinal);
    private bool _isOver;

    /// <summary>A deployment was compiled: its look-ups begin, or go on where they are the same.</summary>
    internal void Follow(DeploymentModel model)
    {
        DeploymentConfig deployment = model.Config;
        lock (_gate)
        {
            if (_watches.TryGetValue(deployment.FullName, out var watch) && watch.Config == deployment.Discovery)
                return;
            End(deployment.FullName);
            if (_isOver || deployment.Discovery is not { } discovery)
                return;
            var stop = new CancellationTokenSource();
            _watches[deployment.FullName] = (discovery, stop);
            var key = new ResourceKey(ResourceKind.Deployment, deployment.Account, deployment.Id);
            _ = Task.Run(() => WatchAsync(key, discovery, stop.Token), CancellationToken.None);
        }
    }

    /// <summary>Deployments are served no more, unless others came in their place.</summary>
    internal void Forget(RoutingSnapshot published, ImmutableArray<DeploymentModel> departed)
    {
        lock (_gate)
        {
            foreach (string name in departed.Select(model => model.Config.FullName))
            {
                if (_watches.ContainsKey(name) && published.FindDeployment(name) is null)
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
    }

    private void End(string name)
    {
        if (!_watches.Remove(name, out var watch))
            return;
        watch.Stop.Cancel();
        watch.Stop.Dispose();
    }

    private async Task WatchAsync(ResourceKey key, DiscoveryConfig discovery, CancellationToken stop)
    {
        ImmutableArray<EndpointConfig>? last = null;
        string? problem = null;
        while (!stop.IsCancellationRequested)
        {
            ServiceAnswer answer = await FindAsync(discovery, stop).ConfigureAwait(false);
            if (stop.IsCancellationRequested)
                return;
            if (answer.Failure is not null && answer.Failure != problem)
                HostingLog.NotFound(log, key.FullName, discovery.Dns, answer.Failure);
            problem = answer.Failure;
            ImmutableArray<EndpointConfig> endpoints = [.. answer.EndPoints.Select(Endpoint)];
            if (problem is null && (last is null || !last.Value.SequenceEqual(endpoints)))
            {
                HostingLog.Found(log, endpoints.Length, key.FullName, discovery.Dns);
                found(key, endpoints);
                last = endpoints;
            }
            TimeSpan pause = problem is null ? answer.Ttl : Retry;
            await Task.Delay(pause < discovery.Interval ? pause : discovery.Interval, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ServiceAnswer> FindAsync(DiscoveryConfig discovery, CancellationToken stop)
    {
        try
        {
            return await lookup.FindAsync(discovery.Dns, discovery.Port, stop).ConfigureAwait(false);
        }
        // Nothing that a network does may end the looking.
        catch (Exception e)
        {
            return ServiceAnswer.Failed(e.Message);
        }
    }

    private static EndpointConfig Endpoint(IPEndPoint place) => new(new Uri($"http://{place}"));
}
