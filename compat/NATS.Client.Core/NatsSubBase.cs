using System.Text;
using NATS.Client.Core.Dispatch;
using NATS.Client.Core.Protocol;

namespace NATS.Client.Core;

/// <summary>A subscription whose payloads' type is not known here. Every member may be called from any thread.</summary>
public abstract class NatsSubBase
{
    private readonly ISubscriptions _table;
    private readonly SubscriptionTimers _timers;
    private readonly CancellationTokenRegistration _cancellation;
    private string _lastSubject;
    private int _left;
    private int _endReason;
    private int _ended;
    private int _disposed;
    private int _slow;
    private Exception? _exception;

    /// <summary>Makes one that is not in the table yet.</summary>
    private protected NatsSubBase(ISubscriptions table, string subject, string? queueGroup, NatsSubOpts? opts, CancellationToken cancellationToken)
    {
        SubjectRules.RequireSubject(subject);
        SubjectRules.RequireQueueGroup(queueGroup);
        cancellationToken.ThrowIfCancellationRequested();
        _table = table;
        Subject = subject;
        QueueGroup = queueGroup;
        Opts = opts;
        _lastSubject = subject;
        _left = opts?.MaxMsgs is > 0 and { } most ? most : -1;
        _timers = new SubscriptionTimers(opts, End);
        _cancellation = cancellationToken.UnsafeRegister(static self => ((NatsSubBase)self!).End(NatsSubEndReason.Cancelled), this);
    }

    /// <summary>What is listened to.</summary>
    public string Subject { get; }

    /// <summary>The group that shares the messages, if any.</summary>
    public string? QueueGroup { get; }

    /// <summary>What ended it, when that was an exception.</summary>
    public Exception? Exception => Volatile.Read(ref _exception);

    /// <summary>How many more messages it will take; null without a limit.</summary>
    public int? PendingMsgs => Volatile.Read(ref _left) is >= 0 and var left ? left : null;

    /// <summary>Why it ended by itself.</summary>
    public NatsSubEndReason EndReason => (NatsSubEndReason)Volatile.Read(ref _endReason);

    /// <summary>Its limits.</summary>
    internal NatsSubOpts? Opts { get; }

    /// <summary>Its number on the wire; 0 before it is in the table.</summary>
    internal int Sid { get; set; }

    /// <summary>Whether it takes no more messages.</summary>
    internal bool IsEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>A message was dropped; true for the first one since the reader had caught up.</summary>
    internal bool TryMarkSlow() => Interlocked.Exchange(ref _slow, 1) == 0;

    /// <summary>Ends the subscription; what was received stays readable.</summary>
    public ValueTask UnsubscribeAsync()
    {
        if (TryEnd())
        {
            Complete();
            _table.Remove(this);
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the subscription once everything the server had sent before has arrived.</summary>
    /// <param name="cancellationToken">Ends the wait for the server; the subscription ends all the same.</param>
    public virtual async ValueTask DrainAsync(CancellationToken cancellationToken = default)
    {
        if (!TryEnd())
            return;
        try
        {
            await _table.DrainAsync(this, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Complete();
        }
    }

    /// <summary>Ends the subscription.</summary>
    /// <exception cref="Exception">What ended it before, see <see cref="Exception"/>.</exception>
    public virtual ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return ValueTask.CompletedTask;
        GC.SuppressFinalize(this);
        ValueTask done = UnsubscribeAsync();
        _cancellation.Dispose();
        return Exception is { } exception ? throw exception : done;
    }

    /// <summary>Starts its clocks, once the server is being told of it.</summary>
    internal void Start() => _timers.Start();

    /// <summary>Takes a message. Called by the read loop alone, one message after the other; waits only where the reader is to be waited for.</summary>
    internal ValueTask ReceiveAsync(in Frame frame)
    {
        _timers.Touch();
        if (frame.Payload.IsEmpty)
        {
            if (Opts?.ThrowIfNoResponders == true && HeaderReader.IsNoResponders(frame.Headers))
            {
                Fail(new NatsNoRespondersException());
                return ValueTask.CompletedTask;
            }
            if (Opts?.StopOnEmptyMsg == true)
            {
                End(NatsSubEndReason.EmptyMsg);
                return ValueTask.CompletedTask;
            }
        }
        return DeliverAsync(frame);
    }

    /// <summary>Ends it by itself.</summary>
    internal void End(NatsSubEndReason reason)
    {
        if (!TryEnd())
            return;
        Volatile.Write(ref _endReason, (int)reason);
        Complete();
        _table.Remove(this);
    }

    /// <summary>Builds the message and hands it to the reader.</summary>
    private protected abstract ValueTask DeliverAsync(in Frame frame);

    /// <summary>Tells the reader that there will be no more.</summary>
    private protected abstract void Complete();

    /// <summary>Counts a message that was handed to the reader, with <paramref name="waiting"/> messages before it now.</summary>
    private protected void CountDelivered(int waiting)
    {
        if (waiting <= 1 && Volatile.Read(ref _slow) != 0)
            Volatile.Write(ref _slow, 0);
        if (Volatile.Read(ref _left) > 0 && Interlocked.Decrement(ref _left) == 0)
            End(NatsSubEndReason.MaxMsgs);
    }

    /// <summary>The subject of a message: most have the same as the one before, which is not made again.</summary>
    private protected string SubjectOf(ReadOnlySpan<byte> subject)
    {
        if (!Ascii.Equals(subject, _lastSubject))
            _lastSubject = Encoding.UTF8.GetString(subject);
        return _lastSubject;
    }

    private void Fail(Exception exception)
    {
        Interlocked.CompareExchange(ref _exception, exception, null);
        End(NatsSubEndReason.Exception);
    }

    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return false;
        _timers.Dispose();
        return true;
    }
}
