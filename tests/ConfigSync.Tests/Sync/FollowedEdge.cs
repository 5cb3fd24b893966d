using System.Collections.Concurrent;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Stores;
using ConfigSync.Sync;

namespace ConfigSync.Tests.Sync;

/// <summary>A store that is followed into a state without replicas, and what was told of it.</summary>
internal sealed class FollowedEdge : IAsyncDisposable, IFollowLog
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    internal FollowedEdge(IStoreSource source, EdgeConfig? local = null)
    {
        State = new RoutingState(
            local ?? new EdgeConfig { Anonymous = "acme" }, new DocumentPlace("/", _ => null), source.LastKnownGood is not null, _ => new Unbound(), TimeProvider.System);
        Follower = new StoreFollower(source, State, this, TimeProvider.System);
        _running = Task.Run(() => Follower.RunAsync(_stop.Token));
    }

    internal RoutingState State { get; }

    internal StoreFollower Follower { get; }

    internal ConcurrentQueue<string> Log { get; } = new();

    internal RoutingSnapshot Snapshot => State.Snapshots.Current;

    internal bool Serves(string deployment) => Snapshot.FindDeployment($"accounts/acme/deployments/{deployment}") is not null;

    internal async Task Until(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!condition())
        {
            if (_running.IsFaulted)
                await _running;
            await Task.Delay(2, deadline.Token);
        }
    }

    /// <summary>Stops, with all that belongs to it; what was applied is kept then.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    void IFollowLog.StoreChanged(StoreStatus status) => Log.Enqueue($"store {status.State} {status.Reason}");

    void IFollowLog.StartedFromLastKnown(int resources, DateTimeOffset saved) => Log.Enqueue($"last known {resources}");

    void IFollowLog.NoLastKnown(string reason) => Log.Enqueue($"no last known: {reason}");

    void IFollowLog.LastKnownNotSaved(string reason) => Log.Enqueue($"not saved: {reason}");

    void IFollowLog.Refused(ResourceKey key, long revision, string reason) => Log.Enqueue($"refused {key} {revision}: {reason}");

    void IFollowLog.Foreign(string name, string reason) => Log.Enqueue($"foreign {name}: {reason}");

    void IFollowLog.More(int count) => Log.Enqueue($"more {count}");

    void IFollowLog.Applied(int changes, long version) => Log.Enqueue($"applied {changes}");

    void IFollowLog.Failed(Exception mistake) => Log.Enqueue($"failed {mistake.Message}");

    private sealed class Unbound : DeploymentState;
}
