using System.Collections.Concurrent;
using System.Globalization;

namespace NATS.Client.Core.Dispatch;

/// <summary>The requests of a connection that wait for answers. They share one subscription, and each has a number. Every member may be called from any thread.</summary>
internal sealed class Requests(ISubscriptions subscriptions, SubscriptionTable table, INatsConnection connection, string inbox)
{
    // One word more than inboxes have, so that their messages do not come here as well.
    private readonly string _prefix = $"{inbox}.r.";
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<long, IPendingReply> _pending = new();
    private ReplySub? _sub;
    private long _lastId;

    /// <summary>Takes a request up. The connection has to stand, so that the answers' subscription goes ahead of it.</summary>
    internal PendingReply<T> Add<T>(INatsDeserialize<T> deserializer)
    {
        Subscribe();
        long id = Interlocked.Increment(ref _lastId);
        var pending = new PendingReply<T>(this, id, _prefix + id.ToString(CultureInfo.InvariantCulture), new MessageReader<T>(connection, deserializer));
        _pending[id] = pending;
        return pending;
    }

    /// <summary>Forgets a request.</summary>
    internal void Remove(long id) => _pending.TryRemove(id, out _);

    /// <summary>Who waits for an answer; null when nobody does any more.</summary>
    internal IPendingReply? Find(ReadOnlySpan<byte> subject)
    {
        // The prefix is of our own making, and the subscription matches nothing else.
        return subject.Length > _prefix.Length
            && long.TryParse(subject[_prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            && _pending.TryGetValue(id, out IPendingReply? pending)
            ? pending
            : null;
    }

    private void Subscribe()
    {
        if (Volatile.Read(ref _sub) is not null)
            return;
        lock (_gate)
        {
            if (_sub is not null)
                return;
            var sub = new ReplySub(subscriptions, this, _prefix + "*");
            table.Add(sub);
            Volatile.Write(ref _sub, sub);
        }
    }
}
