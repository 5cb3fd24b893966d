using System.Net.Sockets;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Upstream;

namespace Edge.Drivers;

/// <summary>
/// The half of a pump that faces the replica: the lease, one write and one read at a time. Everything but the callbacks of
/// <see cref="ILeaseWaiter"/> runs on the exchange's thread.
/// </summary>
/// <remarks>
/// A wait for the first byte or between two events is a read of no bytes: a silent stream holds no block. Only a read that
/// filled its block is followed by another one at once.
/// </remarks>
internal sealed class UpstreamSide : ILeaseWaiter
{
    private readonly Action _wake;
    private readonly SendPieces _pieces = new();
    private readonly BlockPool _blocks;
    private readonly VoidLeg _send;
    private readonly Leg<int> _read;
    private ConnectionPool? _wanted;
    private ConnectionPool? _pool;
    private UpstreamConnection? _connection;
    private UpstreamConnection? _leased;
    private FaultKind _leaseFault;
    private volatile bool _answered;
    private bool _leasing;
    private bool _abandoned;
    private object? _sendingOn;
    private int _sent;
    private object? _readingOn;
    private byte[]? _block;
    private bool _dataWaits;

    /// <summary>
    /// <paramref name="signal"/> runs the exchange's thread when a call is over; <paramref name="wake"/> does when the pool has answered,
    /// and never on the thread it is called on.
    /// </summary>
    internal UpstreamSide(Action<Signals> signal, Action wake, BlockPool blocks)
    {
        _wake = wake;
        _blocks = blocks;
        _send = new VoidLeg(() => signal(Signals.Sent));
        _read = new Leg<int>(() => signal(Signals.Upstream));
    }

    /// <summary>Whether nothing is under way any more.</summary>
    internal bool IsQuiet => !_leasing && !_send.Pending && !_read.Pending;

    /// <summary>Wants a connection to <paramref name="replica"/>.</summary>
    internal void Lease(Replica replica) => _wanted = replica.Pool;

    /// <summary>No longer wants one.</summary>
    internal void CancelLease()
    {
        _wanted = null;
        if (!_leasing)
            return;
        if (_pool!.Cancel(this))
            _leasing = false;
        else
            _abandoned = true;
    }

    /// <summary>Gives the connection back; one that still moves bytes is not clean.</summary>
    internal void Release(bool reusable)
    {
        _pool!.Return(_connection!, reusable && !_send.Pending && !_read.Pending);
        _connection = null;
        _dataWaits = false;
        if (!_send.Pending)
            GiveUpSending();
    }

    /// <summary>Cuts the connection: a reset, since some servers take a mere end for "nothing more to ask" and work on.</summary>
    internal void Drop()
    {
        _connection!.Abort();
        Release(reusable: false);
    }

    /// <summary>After a mistake: lets go of whatever is over.</summary>
    internal void Settle()
    {
        _wanted = null;
        _send.Settle();
        _read.Settle();
        if (_leasing && !_answered)
            CancelLease();
        if (_answered)
            TakeLease();
        if (_connection is not null)
            Drop();
        if (!_read.Pending)
            ReturnBlock();
    }

    /// <summary>Carries out what the exchange asked for, as far as it goes without waiting. True when an event was reported.</summary>
    internal bool Step(Exchange exchange) => StepLease(exchange) || StepSend(exchange) || StepRead(exchange);

    /// <summary>Looks whether the pool has answered.</summary>
    internal void OnWake(Exchange exchange)
    {
        if (!_answered)
            return;
        bool wanted = !_abandoned;
        UpstreamConnection? connection = TakeLease();
        if (connection is not null)
            Connected(exchange, connection);
        else if (wanted)
            exchange.LeaseFailed(_leaseFault);
    }

    /// <summary>A write is over.</summary>
    internal void OnSent(Exchange exchange)
    {
        bool current = _sendingOn == _connection && _connection is not null;
        try
        {
            _send.Take();
        }
        catch (Exception e) when (!current || IsBroken(e))
        {
            GiveUpSending();
            if (current)
                exchange.SendFailed();
            return;
        }
        if (current && ++_sent == _pieces.Count)
            exchange.Sent();
    }

    /// <summary>A read is over.</summary>
    internal void OnRead(Exchange exchange)
    {
        bool current = _readingOn == _connection && _connection is not null;
        int count;
        try
        {
            count = _read.Take();
        }
        catch (Exception e) when (!current || IsBroken(e))
        {
            count = -1;
        }
        bool waited = _block is null;
        if (!current)
        {
            ReturnBlock();
            return;
        }
        if (count == 0 && waited)
        {
            _dataWaits = true;
            return;
        }
        if (count <= 0)
        {
            ReturnBlock();
            exchange.UpstreamClosed();
            return;
        }
        byte[] block = _block!;
        exchange.UpstreamArrived(block.AsSpan(0, count));
        _dataWaits = count == block.Length && _connection is not null;
        ReturnBlock();
    }

    void ILeaseWaiter.Leased(UpstreamConnection connection)
    {
        _leased = connection;
        Answer();
    }

    void ILeaseWaiter.LeaseFailed(FaultKind fault)
    {
        _leaseFault = fault;
        Answer();
    }

    /// <summary>Who gives the answer is another request's pump or the heartbeat: neither is to run this one's.</summary>
    private void Answer()
    {
        _answered = true;
        _wake();
    }

    /// <summary>The pool's answer: a connection, unless there is none or nobody wants it any more; then it goes back unused.</summary>
    private UpstreamConnection? TakeLease()
    {
        UpstreamConnection? connection = _leased;
        bool unwanted = _abandoned;
        (_leased, _leasing, _answered, _abandoned) = (null, false, false, false);
        if (!unwanted || connection is null)
            return connection;
        _pool!.Return(connection, reusable: true);
        return null;
    }

    private bool StepLease(Exchange exchange)
    {
        if (_wanted is null || _leasing)
            return false;
        (_pool, _wanted) = (_wanted, null);
        if (_pool.TryLease() is { } connection)
        {
            Connected(exchange, connection);
            return true;
        }
        _leasing = true;
        if (_pool.Enqueue(this))
            return false;
        _leasing = false;
        exchange.LeaseFailed(FaultKind.QueueFull);
        return true;
    }

    private bool StepSend(Exchange exchange)
    {
        if (_connection is null || _send.Pending)
            return false;
        if (_sendingOn != _connection || _sent == _pieces.Count)
        {
            GiveUpSending();
            if (!exchange.TryTakeSend(_pieces))
                return false;
            (_sendingOn, _sent) = (_connection, 0);
        }
        try
        {
            if (!_send.Start(_connection.WriteAsync(_pieces.Span[_sent])))
                return false;
        }
        catch (Exception e) when (IsBroken(e))
        {
            GiveUpSending();
            exchange.SendFailed();
            return true;
        }
        OnSent(exchange);
        return true;
    }

    private bool StepRead(Exchange exchange)
    {
        if (_connection is null || _read.Pending || !exchange.WantsUpstream)
            return false;
        _readingOn = _connection;
        if (_dataWaits)
            _block = _blocks.Rent();
        try
        {
            if (!_read.Start(_connection.ReadAsync(_block)))
                return false;
        }
        catch (Exception e) when (IsBroken(e))
        {
            ReturnBlock();
            exchange.UpstreamClosed();
            return true;
        }
        OnRead(exchange);
        return true;
    }

    /// <summary>What was taken last is not sent to its end.</summary>
    private void GiveUpSending() => _sendingOn = null;

    private void Connected(Exchange exchange, UpstreamConnection connection)
    {
        _connection = connection;
        exchange.Leased(connection.IsReused);
    }

    private void ReturnBlock()
    {
        if (_block is null)
            return;
        _blocks.Return(_block);
        _block = null;
    }

    private static bool IsBroken(Exception e) => e is IOException or SocketException or ObjectDisposedException;
}
