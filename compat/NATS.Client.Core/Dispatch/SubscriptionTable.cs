using System.Collections.Concurrent;
using System.Threading.Channels;
using NATS.Client.Core.Protocol;
using NATS.Client.Core.Wire;

namespace NATS.Client.Core.Dispatch;

/// <summary>The subscriptions of a connection, by their numbers on the wire. Every member may be called from any thread.</summary>
internal sealed class SubscriptionTable(NatsOpts opts, SendQueue queue, ISubscriptionOwner owner) : ISubscriptions, IFrameSink
{
    private readonly ConcurrentDictionary<int, NatsSubBase> _subs = new();
    private int _lastSid;
    private int _lastStranger;

    /// <summary>Takes a subscription up and tells the server.</summary>
    internal void Add(NatsSubBase sub)
    {
        sub.Sid = Interlocked.Increment(ref _lastSid);
        _subs[sub.Sid] = sub;
        // It may have been cancelled meanwhile, when it was not to be found here yet.
        if (sub.IsEnded)
        {
            _subs.TryRemove(sub.Sid, out _);
            return;
        }
        queue.Subscribe(sub);
        sub.Start();
    }

    /// <inheritdoc/>
    public void Remove(NatsSubBase sub)
    {
        if (sub.Sid != 0 && _subs.TryRemove(sub.Sid, out _))
            queue.Unsubscribe(sub.Sid);
    }

    /// <inheritdoc/>
    public async ValueTask DrainAsync(NatsSubBase sub, CancellationToken cancellationToken)
    {
        if (sub.Sid == 0)
            return;
        queue.Unsubscribe(sub.Sid);
        try
        {
            // The pong comes behind everything that was sent before the server saw the end.
            await owner.PingAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or NatsException or ObjectDisposedException)
        {
            // Then what has not arrived is lost.
        }
        _subs.TryRemove(sub.Sid, out _);
    }

    /// <inheritdoc/>
    public BoundedChannelOptions ChannelOptions(NatsSubOpts? subOpts) =>
        new(subOpts?.ChannelOpts?.Capacity ?? opts.SubPendingChannelCapacity)
        {
            FullMode = subOpts?.ChannelOpts?.FullMode ?? opts.SubPendingChannelFullMode,
            SingleWriter = true,
            SingleReader = false,
        };

    /// <inheritdoc/>
    public void Dropped<T>(NatsSubBase sub, int pending, in NatsMsg<T> msg) => owner.OnDropped(sub, pending, msg);

    /// <inheritdoc/>
    public ValueTask DispatchAsync(in Frame frame)
    {
        if (_subs.TryGetValue(frame.Sid, out NatsSubBase? sub))
            return sub.ReceiveAsync(frame);
        // The server has not heard yet, or the word was lost with a connection. Once is enough: the rest is on its way.
        if (_lastStranger != frame.Sid)
            queue.Unsubscribe(_lastStranger = frame.Sid);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IEnumerable<NatsSubBase> Live() => _subs.Values.Where(sub => !sub.IsEnded);

    /// <summary>Ends all subscriptions.</summary>
    internal async ValueTask EndAllAsync()
    {
        foreach (NatsSubBase sub in _subs.Values)
            await sub.UnsubscribeAsync().ConfigureAwait(false);
    }
}
