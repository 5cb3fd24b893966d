using System.Threading.Channels;
using NATS.Client.Core;

namespace ConfigSync.Stores.Nats;

/// <summary>Follows the bucket for good: one session after another, with a pause between them. What goes wrong is seen in the status and tried again.</summary>
/// <param name="connection">The connection; it reconnects by itself.</param>
/// <param name="session">Makes a session that tells into a channel.</param>
/// <param name="health">Told how it goes.</param>
/// <param name="time">Measures pauses.</param>
internal sealed class BucketWatch(INatsConnection connection, Func<ChannelWriter<WatchItem>, BucketSession> session, WatchHealth health, TimeProvider time)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Servers that are back may take a while until their streams are; what changed is to be in use two seconds later.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a bucket that is not to be applied is looked at: an operator who adopts it waits so long at most.</summary>
    private static readonly TimeSpan DoubtPause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private CancellationTokenSource? _current;

    /// <summary>Follows the bucket until <paramref name="stop"/>, then completes <paramref name="events"/>.</summary>
    internal async Task RunAsync(ChannelWriter<WatchItem> events, CancellationToken stop)
    {
        connection.ConnectionDisconnected += EndSession;
        try
        {
            TimeSpan pause = ShortestPause;
            while (!stop.IsCancellationRequested)
            {
                SessionEnd end = await RunSessionAsync(events, stop).ConfigureAwait(false);
                if (stop.IsCancellationRequested)
                    break;
                if (health.Status.State == StoreState.Live)
                    pause = ShortestPause;
                if (end.IsDoubtful)
                    health.Reset(end.Reason);
                else
                    health.Lost(end.Reason);
                await Task.Delay(end.IsDoubtful ? DoubtPause : pause * (0.5 + Random.Shared.NextDouble() / 2), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = end.IsDoubtful || pause * 2 > LongestPause ? LongestPause : pause * 2;
            }
        }
        finally
        {
            connection.ConnectionDisconnected -= EndSession;
            events.TryComplete();
        }
    }

    private async Task<SessionEnd> RunSessionAsync(ChannelWriter<WatchItem> events, CancellationToken stop)
    {
        using var current = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await connection.ConnectAsync().AsTask().WaitAsync(stop).ConfigureAwait(false);
            lock (_gate)
                _current = current;
            if (connection.ConnectionState != NatsConnectionState.Open)
                return SessionEnd.Lost("the connection was lost");
            return await session(events).RunAsync(current.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return SessionEnd.Lost("the connection was lost");
        }
        // Whatever a client of a network throws, the watch goes on: what was applied serves, and the reason is in the status.
        catch (Exception e)
        {
            return SessionEnd.Lost(e.Message);
        }
        finally
        {
            lock (_gate)
                _current = null;
        }
    }

    private ValueTask EndSession(object? sender, NatsEventArgs args)
    {
        lock (_gate)
            return _current is { } current ? new ValueTask(current.CancelAsync()) : default;
    }
}
