using ConfigSync.Resources;
using ConfigSync.Stores.Nats;
using ConfigSync.Sync;
using Edge.Balancing;
using Edge.Fleet;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>The link of a running Edge to its store: the follower, and over NATS what edges tell each other.</summary>
internal sealed class StoreLink : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly StoreConfig _config;
    private readonly ReplicaDirectory _replicas;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private LoadExchange? _loads;
    private int _isOver;
    private Task _running = Task.CompletedTask;

    /// <summary>Nothing is read or sent yet.</summary>
    internal StoreLink(StoreConfig config, RoutingState state, ReplicaDirectory replicas, ILogger log, TimeProvider time)
    {
        (_config, _replicas, _log, _time) = (config, replicas, log, time);
        Source = new ConfiguredStore(config, $"edge {Environment.MachineName}", time);
        Follower = new StoreFollower(Source, state, new FollowLog(log), time);
    }

    /// <summary>What follows the store.</summary>
    internal StoreFollower Follower { get; }

    /// <summary>What is to be done beside following, from the start until it ends or the link does; set before <see cref="Start"/>.</summary>
    internal Func<CancellationToken, Task>? Beside { get; set; }

    /// <summary>What kind of store it is, in a word: <c>folder</c> or <c>nats</c>.</summary>
    internal string Kind => _config.Nats is null ? "folder" : "nats";

    /// <summary>How often the store was lost and so on; null where it is a folder.</summary>
    internal NatsStoreCounters? Counters => (Follower.Store as NatsStore)?.Counters;

    /// <summary>Other edges that told of their load within the last second; null where none are asked.</summary>
    internal int? Peers => _loads?.Peers;

    private ConfiguredStore Source { get; }

    /// <summary>Begins to follow.</summary>
    internal void Start() => _running = Task.Run(RunAsync, CancellationToken.None);

    /// <summary>Ends it; what was applied serves on, and has been kept for the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
            return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var stopFollowing = new CancellationTokenSource();
        Task following = LogAsync(Follower.RunAsync(stopFollowing.Token));
        Task beside = LogAsync(Beside?.Invoke(_stop.Token) ?? Task.CompletedTask);
        await LogAsync(ShareLoadAsync()).ConfigureAwait(false);
        await Task.Delay(Timeout.InfiniteTimeSpan, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await beside.ConfigureAwait(false);
        // The last word on the load needs the connection that the store closes.
        await stopFollowing.CancelAsync().ConfigureAwait(false);
        await following.ConfigureAwait(false);
    }

    private async Task LogAsync(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The way it ends.
        }
        catch (Exception e)
        {
            HostingLog.FollowFailed(_log, e);
        }
    }

    private async Task ShareLoadAsync()
    {
        if (Follower.Store is not NatsStore store || _config.Nats is not { SharesLoad: true } nats)
            return;
        _loads = new LoadExchange(store.Connection, nats.Bucket, _replicas.Compared, _time);
        await _loads.RunAsync(_stop.Token).ConfigureAwait(false);
    }
}
