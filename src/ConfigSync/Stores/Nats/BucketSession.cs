using System.Threading.Channels;
using ConfigSync.Stores.Nats.JetStream;
using NATS.Client.Core;

namespace ConfigSync.Stores.Nats;

/// <summary>
/// Follows the bucket over one connection as long as that lasts: first its whole key set, compared with what is held, then each change.
/// One thread at a time.
/// </summary>
/// <param name="connection">Where messages arrive.</param>
/// <param name="api">Whom to ask.</param>
/// <param name="bucket">What is followed.</param>
/// <param name="keys">What the watcher was told so far.</param>
/// <param name="trust">Whether the bucket may be applied.</param>
/// <param name="health">Told how it goes.</param>
/// <param name="events">Where events go; waits while it is full.</param>
/// <param name="auditPeriod">How often the bucket is looked at while nothing happens.</param>
/// <param name="time">Measures it.</param>
internal sealed class BucketSession(
    INatsConnection connection,
    JetStreamApi api,
    Bucket bucket,
    WatchedKeys keys,
    BucketTrust trust,
    WatchHealth health,
    ChannelWriter<WatchItem> events,
    TimeSpan auditPeriod,
    TimeProvider time)
{
    /// <summary>
    /// What the sweep brought before it came upon anything held: it is not told until then, for a bucket that has nothing of what is held
    /// may have been emptied.
    /// </summary>
    private readonly List<StoreEvent> _early = [];

    /// <summary>Documents of the set that the sweep brings.</summary>
    private readonly DocumentBlocks _documents = new();

    /// <summary>The last message of the stream that was taken.</summary>
    private long _position;

    private bool _isSynced;
    private long _mark;
    private long _audited;
    private long _auditedEnd;

    /// <summary>Follows the bucket until it is lost or turns out not to be the right one; returns why.</summary>
    internal async Task<SessionEnd> RunAsync(CancellationToken cancel)
    {
        JetStreamReply<StreamInfo> opened = keys.Count == 0
            ? await bucket.OpenAsync(cancel).ConfigureAwait(false)
            : await bucket.InfoAsync(cancel).ConfigureAwait(false);
        if (opened.Value is not { } info)
            return opened.Is(JetStreamErrors.StreamNotFound) ? SessionEnd.Doubtful(trust.DoubtMissing()) : SessionEnd.Lost(opened.Reason);
        if (trust.Doubt(info, keys.Count, keys.Newest) is { } doubt && !await IsAdoptedAsync(info, cancel).ConfigureAwait(false))
            return SessionEnd.Doubtful(doubt);
        trust.Follow(info);
        if (trust.RevisionsBeganAnew)
        {
            keys.ForgetRevisions();
            await events.WriteAsync(new WatchItem(new StoreRenumbered()), cancel).ConfigureAwait(false);
        }
        bool isBrief = bucket.IsBrief(info, keys.Count);
        keys.BeginSweep(info.State.NumSubjects);
        while (true)
        {
            ConsumerStart start = _position > 0 ? ConsumerStart.At(_position + 1) : isBrief ? ConsumerStart.All : ConsumerStart.LastPerSubject;
            (OrderedConsumer? consumer, string reason) = await OrderedConsumer.CreateAsync(
                api, connection, bucket.Stream, isBrief ? null : bucket.AllKeys, start, _documents, time, cancel).ConfigureAwait(false);
            if (consumer is null)
                return SessionEnd.Lost(reason);
            await using (consumer.ConfigureAwait(false))
            {
                health.Consumer();
                long before = _position;
                if (await FollowAsync(consumer, cancel).ConfigureAwait(false) is { } end)
                    return end;
                health.Gap();
                if (_position == before)
                    return SessionEnd.Lost("messages are lost on the way again and again");
            }
        }
    }

    private async ValueTask<bool> IsAdoptedAsync(StreamInfo info, CancellationToken cancel)
    {
        JetStreamReply<MessageAnswer> reply = await bucket.LastAsync(AdoptionMark.Key, cancel).ConfigureAwait(false);
        if (reply.Value?.Message is not { } message || AdoptionMark.Read(message.Data) is not { } mark || !trust.IsSettled(info, mark, message.Seq))
            return false;
        trust.Adopt(info, message.Seq);
        return true;
    }

    /// <summary>Takes what a consumer delivers; returns why the session is over, or null when another consumer must go on behind a gap.</summary>
    private async ValueTask<SessionEnd?> FollowAsync(OrderedConsumer consumer, CancellationToken cancel)
    {
        if (consumer.IsEmpty && await CompleteAsync(cancel).ConfigureAwait(false) is { } doubt)
            return doubt;
        while (true)
        {
            ConsumerStep step = consumer.TryRead() ?? await consumer.ReadAsync(cancel).ConfigureAwait(false);
            SessionEnd? end = null;
            switch (step.Kind)
            {
                case ConsumerStepKind.Message:
                    if (Take(step) is { } news)
                        await TellAsync(news, cancel).ConfigureAwait(false);
                    if (step.Delivery.Pending == 0 && !keys.IsMissingSome)
                        end = await CompleteAsync(cancel).ConfigureAwait(false);
                    break;
                case ConsumerStepKind.Idle:
                    // The server's count of pending messages may be short while others write. When something seems to be gone, only its
                    // silence proves that everything was told.
                    end = _isSynced ? await AuditAsync(cancel).ConfigureAwait(false) : await CompleteAsync(cancel).ConfigureAwait(false);
                    break;
                case ConsumerStepKind.Gap:
                    return null;
                default:
                    return SessionEnd.Lost(step.Reason);
            }
            if (end is not null)
                return end;
        }
    }

    /// <summary>Takes a message; returns what the watcher is to hear of it, or null.</summary>
    private StoreEvent? Take(in ConsumerStep step)
    {
        NatsMsg<ReadOnlyMemory<byte>> content = step.Content;
        _position = step.Delivery.StreamSequence;
        if (!content.Subject.StartsWith(bucket.Prefix, StringComparison.Ordinal))
            return null;
        ReadOnlyMemory<char> key = content.Subject.AsMemory(bucket.Prefix.Length);
        if (key.Span.SequenceEqual(AdoptionMark.Key))
        {
            _mark = step.Delivery.StreamSequence;
            if (_isSynced)
                trust.Pass(_mark);
            return null;
        }
        return keys.Take(new BucketMessage(key, BucketOperation.Deletes(content.Headers), content.Data, step.Delivery.StreamSequence, step.Delivery.Time));
    }

    /// <summary>Of a set that arrives nearly every document finds room, and none waits behind another.</summary>
    private ValueTask TellAsync(StoreEvent news, CancellationToken cancel) =>
        news is StoreEntry && _early.Count == 0 && !keys.MissesAll && events.TryWrite(new WatchItem(news)) ? default : TellInTurnAsync(news, cancel);

    private async ValueTask TellInTurnAsync(StoreEvent news, CancellationToken cancel)
    {
        if (news is StoreForeign)
            health.Foreign(keys.Foreign);
        else if (keys.MissesAll && !_isSynced)
        {
            _early.Add(news);
            return;
        }
        await TellEarlyAsync(cancel).ConfigureAwait(false);
        await events.WriteAsync(new WatchItem(news), cancel).ConfigureAwait(false);
    }

    private async ValueTask TellEarlyAsync(CancellationToken cancel)
    {
        if (keys.MissesAll && !_isSynced)
            return;
        foreach (StoreEvent news in _early)
            await events.WriteAsync(new WatchItem(news), cancel).ConfigureAwait(false);
        _early.Clear();
    }

    /// <summary>The key set has been told. Returns why it is not to be applied, or null.</summary>
    private async ValueTask<SessionEnd?> CompleteAsync(CancellationToken cancel)
    {
        if (_isSynced)
            return null;
        if (keys.MissesAll && trust.DoubtContent() is { } doubt)
        {
            keys.UndoSweep();
            return SessionEnd.Doubtful(doubt);
        }
        _isSynced = true;
        _documents.End();
        await TellEarlyAsync(cancel).ConfigureAwait(false);
        foreach (StoreDelete gone in keys.EndSweep())
            await events.WriteAsync(new WatchItem(gone), cancel).ConfigureAwait(false);
        trust.Complete(_mark);
        _audited = time.GetTimestamp();
        health.Live();
        await events.WriteAsync(new WatchItem(new StoreSynced(), trust.Identity), cancel).ConfigureAwait(false);
        return null;
    }

    /// <summary>Finds what no message tells: a bucket that was emptied or made anew, and messages that never came.</summary>
    private async ValueTask<SessionEnd?> AuditAsync(CancellationToken cancel)
    {
        if (time.GetElapsedTime(_audited) < auditPeriod)
            return null;
        _audited = time.GetTimestamp();
        JetStreamReply<StreamInfo> reply = await bucket.InfoAsync(cancel).ConfigureAwait(false);
        if (reply.Value is not { } info)
            return null;
        if (trust.Doubt(info, keys.Count, keys.Newest) is { } doubt)
            return SessionEnd.Doubtful(doubt);
        if (_position < _auditedEnd)
            return SessionEnd.Lost($"revision {_auditedEnd} never came");
        _auditedEnd = info.State.LastSeq;
        return null;
    }
}
