using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Wire;

/// <summary>
/// Where commands of all threads line up to be sent. They are written into one buffer while the writer sends the other, so
/// that many small messages leave in one write. Outlives connections: what was not handed to a socket goes to the next one,
/// and what was handed to one is never sent twice.
/// </summary>
/// <param name="limit">Bytes that may wait; a larger message is taken when nothing else waits.</param>
internal sealed class SendQueue(int limit) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _filled = new(0, 1);
    private ByteBuffer _waiting = new();
    private ByteBuffer _sending = new();
    private TaskCompletionSource? _room;
    private int _pings;
    private int _pongs;
    private bool _signalled;
    private bool _closed;

    /// <summary>Takes a message in; false when there is no room now, see <see cref="Room"/>.</summary>
    internal bool TryPublish(string subject, string? replyTo, OutgoingMessage message)
    {
        int most = CommandWriter.MeasurePublish(subject, replyTo, message.Body.Length);
        lock (_gate)
        {
            if (_waiting.Length > 0 && _waiting.Length + most > limit)
                return false;
            _waiting.Advance(CommandWriter.Publish(_waiting.GetSpan(most), subject, replyTo, message.HeaderLength, message.Body));
            Signal();
            return true;
        }
    }

    /// <summary>Done when the writer has taken what waits, if it was full.</summary>
    internal Task Room()
    {
        lock (_gate)
        {
            if (_waiting.Length == 0)
                return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>Takes a subscription in, however full it is: there are few of them.</summary>
    internal void Subscribe(NatsSubBase sub)
    {
        lock (_gate)
        {
            CommandWriter.Subscribe(_waiting, sub.Subject, sub.QueueGroup, sub.Sid, sub.PendingMsgs);
            Signal();
        }
    }

    /// <summary>Takes the end of a subscription in.</summary>
    internal void Unsubscribe(int sid)
    {
        lock (_gate)
        {
            CommandWriter.Unsubscribe(_waiting, sid, max: null);
            Signal();
        }
    }

    /// <summary>Sends a ping after all that waits. <paramref name="register"/> is called in the order in which pings are sent.</summary>
    internal void Ping(Action register)
    {
        lock (_gate)
        {
            register();
            _pings++;
            Signal();
        }
    }

    /// <summary>Answers a ping of the server.</summary>
    internal void Pong()
    {
        lock (_gate)
        {
            _pongs++;
            Signal();
        }
    }

    /// <summary>A connection was lost: pings and pongs were for it alone.</summary>
    internal void ForgetPings()
    {
        lock (_gate)
            _pings = _pongs = 0;
    }

    /// <summary>Lets the writer end once everything was taken.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Signal();
        }
    }

    /// <summary>Waits for commands and takes them all. For one writer at a time; the bytes are valid until the next call.</summary>
    /// <returns>The bytes; none when the queue was closed and is empty.</returns>
    internal async ValueTask<ReadOnlyMemory<byte>> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(out ReadOnlyMemory<byte> bytes))
                return bytes;
            await _filled.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _filled.Dispose();

    private bool TryTake(out ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            _signalled = false;
            for (; _pongs > 0; _pongs--)
                CommandWriter.Pong(_waiting);
            for (; _pings > 0; _pings--)
                CommandWriter.Ping(_waiting);
            // Twice the limit: the last message before it was full may have gone beyond.
            _sending.Clear(keep: limit * 2);
            (_sending, _waiting) = (_waiting, _sending);
            _room?.TrySetResult();
            _room = null;
            bytes = _sending.Written;
            return bytes.Length > 0 || _closed;
        }
    }

    private void Signal()
    {
        if (_signalled)
            return;
        _signalled = true;
        if (_filled.CurrentCount == 0)
            _filled.Release();
    }
}
