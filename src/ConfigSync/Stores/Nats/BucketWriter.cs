using ConfigSync.Stores.Nats.JetStream;

namespace ConfigSync.Stores.Nats;

/// <summary>Reads and writes single keys of a bucket. Safe from any thread.</summary>
/// <param name="bucket">Which.</param>
/// <param name="patience">How long a write is tried anew while nobody takes it, as while a cluster elects a leader.</param>
/// <param name="time">Measures it.</param>
internal sealed class BucketWriter(Bucket bucket, TimeSpan patience, TimeProvider time)
{
    /// <summary>Between two tries; an election takes some hundred of them at most.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private volatile bool _isOpen;

    /// <summary>The document under a key; null when there is none. Throws <see cref="StoreException"/> when the bucket cannot be asked.</summary>
    internal async ValueTask<StoredMessage?> ReadAsync(string key, CancellationToken cancel)
    {
        JetStreamReply<MessageAnswer> reply = await bucket.LastAsync(key, cancel).ConfigureAwait(false);
        if (reply.Is(JetStreamErrors.NoMessage) || reply.Is(JetStreamErrors.StreamNotFound))
            return null;
        return reply.Value?.Message is { } message
            ? BucketOperation.Deletes(message.Hdrs) ? null : message
            : throw new StoreException(reply.Reason);
    }

    /// <summary>Writes a value, or deletes with none.</summary>
    internal async ValueTask<StoreWrite> WriteAsync(string key, byte[]? value, long? expected, CancellationToken cancel)
    {
        if (!_isOpen)
        {
            JetStreamReply<StreamInfo> opened = await bucket.OpenAsync(cancel).ConfigureAwait(false);
            if (!opened.IsGood)
                return new StoreWrite(StoreWriteOutcome.Unavailable, 0, opened.Reason);
            _isOpen = true;
        }
        JetStreamReply<PublishAnswer> reply = await PublishAsync(key, value, expected, cancel).ConfigureAwait(false);
        if (IsConflict(reply))
            return await ConflictAsync(key, value, expected, cancel).ConfigureAwait(false);
        return End(reply);
    }

    /// <summary>
    /// Another message is the key's last one than was expected. Where none was expected and that one is a deletion, there is no document
    /// either: then it is written in the deletion's place, as other clients do.
    /// </summary>
    private async ValueTask<StoreWrite> ConflictAsync(string key, byte[]? value, long? expected, CancellationToken cancel)
    {
        JetStreamReply<MessageAnswer> last = await bucket.LastAsync(key, cancel).ConfigureAwait(false);
        if (last.Value?.Message is not { } message)
            return Conflict(0, last.Is(JetStreamErrors.NoMessage) ? "there is no document" : "another write came first");
        if (!BucketOperation.Deletes(message.Hdrs))
            return Conflict(message.Seq, "another write came first");
        if (expected != 0)
            return Conflict(0, "the document was deleted");
        JetStreamReply<PublishAnswer> reply = await PublishAsync(key, value, message.Seq, cancel).ConfigureAwait(false);
        return IsConflict(reply) ? Conflict(0, "another write came first") : End(reply);
    }

    /// <summary>A message that nobody took was not stored, so it may be sent again.</summary>
    private async ValueTask<JetStreamReply<PublishAnswer>> PublishAsync(string key, byte[]? value, long? last, CancellationToken cancel)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            JetStreamReply<PublishAnswer> reply = await bucket.WriteAsync(key, value, last, cancel).ConfigureAwait(false);
            bool again = reply.NobodyListens || reply.Is(JetStreamErrors.ClusterNotAvailable);
            if (!again || time.GetElapsedTime(start) >= patience)
            {
                _isOpen &= !reply.NobodyListens;
                return reply;
            }
            await Task.Delay(Pause, time, cancel).ConfigureAwait(false);
        }
    }

    private static bool IsConflict(in JetStreamReply<PublishAnswer> reply) =>
        reply.Is(JetStreamErrors.WrongLastSequence) || reply.Is(JetStreamErrors.WrongLastSequenceOfSubject);

    private static StoreWrite End(in JetStreamReply<PublishAnswer> reply)
    {
        if (reply.Value is { } stored)
            return new StoreWrite(StoreWriteOutcome.Written, stored.Seq);
        return new StoreWrite(reply.Is(JetStreamErrors.MessageTooLarge) ? StoreWriteOutcome.TooLarge : StoreWriteOutcome.Unavailable, 0, reply.Reason);
    }

    private static StoreWrite Conflict(long revision, string reason) => new(StoreWriteOutcome.Conflict, revision, reason);
}
