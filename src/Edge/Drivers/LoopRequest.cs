using Edge.Balancing;
using Edge.Buffers;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Transport;
using Edge.Upstream;

namespace Edge.Drivers;

/// <summary>
/// What a caller's connection on an event loop needs while it has a request: the session, and the way to the replica. A cleartext replica is
/// reached by a connection of the same loop; one that wants TLS through the streams that Kestrel's driver uses too, whose completions
/// are posted to the loop. Reused. On the loop's thread, but for the signals of streams.
/// </summary>
internal sealed class LoopRequest : ILoopLease, ILoopWork
{
    private readonly LoopWorker _worker;
    private readonly SendPieces _pieces = new();
    private LoopClient? _client;
    private Replica? _wanted;
    private LoopPool _pool = null!;
    private LoopUpstream? _connection;
    private UpstreamSide? _stream;
    private bool _waits;
    private bool _isAtRest = true;
    private bool _isLost;
    private bool _onStream;
    private bool _sending;
    private int _piece;
    private int _offset;
    private int _signals;

    internal LoopRequest(LoopWorker worker)
    {
        _worker = worker;
        Session = new Http1Session(worker.Services);
    }

    /// <summary>The request.</summary>
    internal Http1Session Session { get; }

    /// <summary>Whether nothing of it is in use by others any more.</summary>
    internal bool IsQuiet => _stream is null || _stream.IsQuiet;

    private Exchange Exchange => Session.Exchange;

    /// <summary>Begins to work for <paramref name="client"/>.</summary>
    internal void Attach(LoopClient client) => (_client, _isAtRest) = (client, false);

    /// <summary>Its client has gone or is done; it goes back to its worker as soon as it is quiet.</summary>
    internal void Detach()
    {
        _client = null;
        Settle();
    }

    /// <summary>After a mistake: everything is let go as soon as it is quiet, and it is not used again.</summary>
    internal void Discard()
    {
        (_client, _isLost) = (null, true);
        try
        {
            Exchange.Stop();
            LetGo();
        }
        catch (Exception e)
        {
            // While cleaning up after another one: it must not keep the connection open.
            _worker.Loop.Report(e);
        }
    }

    /// <summary>Wants a connection to <paramref name="replica"/>.</summary>
    internal void Lease(Replica replica) => _wanted = replica;

    /// <summary>No longer wants one.</summary>
    internal void CancelLease()
    {
        _wanted = null;
        if (_waits)
            _pool.Cancel(this);
        else if (_onStream)
            _stream!.CancelLease();
        _waits = false;
    }

    /// <summary>Gives the connection back.</summary>
    internal void Release(bool reusable)
    {
        if (_onStream)
            _stream!.Release(reusable);
        else
            Return(reusable && !_sending, reset: false);
    }

    /// <summary>Cuts the connection by a reset: some servers take a mere end for "nothing more to ask" and work on.</summary>
    internal void Drop()
    {
        if (_onStream)
            _stream!.Drop();
        else
            Return(reusable: false, reset: true);
    }

    /// <summary>Moves on between exchange and replica as far as it goes without waiting; <paramref name="moved"/> counts bytes. True when something happened.</summary>
    internal bool Step(ref int moved)
    {
        if (_wanted is not null)
            return StepLease();
        if (_onStream)
        {
            if (!_stream!.Step(Exchange))
                return false;
            moved += BlockPool.BlockSize;
            return true;
        }
        return _connection is not null && (StepSend(ref moved) || StepRead(ref moved));
    }

    void ILoopLease.Leased(LoopUpstream connection)
    {
        _waits = false;
        try
        {
            Connected(connection);
        }
        catch (Exception e)
        {
            _client!.Fail(e);
            return;
        }
        _client!.Pump();
    }

    void ILoopLease.LeaseFailed(FaultKind fault)
    {
        _waits = false;
        try
        {
            Exchange.LeaseFailed(fault);
        }
        catch (Exception e)
        {
            _client!.Fail(e);
            return;
        }
        _client!.Pump();
    }

    void ILoopLease.UpstreamReady() => _client!.Pump();

    void ILoopLease.UpstreamAbandoned()
    {
        Exchange.UpstreamClosed();
        _client!.Pump();
    }

    /// <summary>Signals of streams.</summary>
    void ILoopWork.Run()
    {
        var seen = (Signals)Interlocked.Exchange(ref _signals, 0);
        if (_isLost)
        {
            LetGo();
            return;
        }
        try
        {
            Take(seen, _stream!);
        }
        catch (Exception e) when (_client is not null)
        {
            _client.Fail(e);
            return;
        }
        if (_client is { } client)
            client.Pump();
        else
            Settle();
    }

    private void Take(Signals seen, UpstreamSide stream)
    {
        stream.OnWake(Exchange);
        if ((seen & Signals.Sent) != 0)
            stream.OnSent(Exchange);
        if ((seen & Signals.Upstream) != 0)
            stream.OnRead(Exchange);
    }

    /// <summary>After a mistake the exchange may not know what it holds.</summary>
    private void LetGo()
    {
        if (_connection is not null)
            Return(reusable: false, reset: true);
        _stream?.Settle();
        Settle();
    }

    private bool StepLease()
    {
        Replica replica = _wanted!;
        _onStream = replica.Pool.IsTls;
        if (_onStream)
        {
            _stream ??= new UpstreamSide(Signal, () => Signal(Signals.Wake), _worker.Services.Forwarding.Blocks);
            _wanted = null;
            _stream.Lease(replica);
            return _stream.Step(Exchange);
        }
        _wanted = null;
        _pool = _worker.PoolOf(replica.Pool);
        if (_pool.TryLease(this) is { } connection)
            Connected(connection);
        else if (!(_waits = _pool.Enqueue(this)))
            Exchange.LeaseFailed(FaultKind.QueueFull);
        return true;
    }

    private bool StepSend(ref int moved)
    {
        LoopUpstream connection = _connection!;
        if (!connection.State.Writable)
            return false;
        if (!_sending)
        {
            // A stream that was dropped may not have let go of the same bytes yet; it signals when it has.
            if (!IsQuiet || !Exchange.TryTakeSend(_pieces))
                return false;
            (_sending, _piece, _offset) = (true, 0, 0);
        }
        nint sent = Send(connection.Descriptor, out long size);
        connection.State.NoteSent(sent, size);
        if (sent == -Errno.Again)
            return false;
        if (sent < 0)
        {
            _sending = false;
            Exchange.SendFailed();
            return true;
        }
        moved += (int)sent;
        if (Advance(sent))
            Exchange.Sent();
        return true;
    }

    private unsafe nint Send(int descriptor, out long size)
    {
        ReadOnlySpan<ReadOnlyMemory<byte>> pieces = _pieces.Span[_piece..];
        ReadOnlySpan<byte> first = pieces[0].Span[_offset..];
        size = first.Length;
        // One piece is what nearly every request is, and the plain call is the cheaper one.
        if (pieces.Length == 1)
            return LoopSocket.Send(descriptor, first);
        IoVector* parts = stackalloc IoVector[SendPieces.Most + 1];
        parts[0] = Pinned.Vector(first);
        for (int i = 1; i < pieces.Length; i++)
        {
            parts[i] = Pinned.Vector(pieces[i].Span);
            size += pieces[i].Length;
        }
        return LoopSocket.SendVector(descriptor, new ReadOnlySpan<IoVector>(parts, pieces.Length));
    }

    /// <summary>True when all pieces are sent.</summary>
    private bool Advance(nint sent)
    {
        while (_piece < _pieces.Count)
        {
            int left = _pieces.Span[_piece].Length - _offset;
            if (sent < left)
            {
                _offset += (int)sent;
                return false;
            }
            sent -= left;
            (_piece, _offset) = (_piece + 1, 0);
        }
        _sending = false;
        return true;
    }

    private bool StepRead(ref int moved)
    {
        LoopUpstream connection = _connection!;
        if (!connection.State.Readable || !Exchange.WantsUpstream)
            return false;
        Span<byte> scratch = _worker.Loop.Scratch;
        nint count = LoopSocket.Receive(connection.Descriptor, scratch);
        connection.State.NoteReceived(count, scratch.Length);
        if (count == -Errno.Again)
            return false;
        if (count <= 0)
        {
            Exchange.UpstreamClosed();
            return true;
        }
        moved += (int)count;
        Exchange.UpstreamArrived(scratch[..(int)count]);
        return true;
    }

    private void Connected(LoopUpstream connection)
    {
        _connection = connection;
        _sending = false;
        Exchange.Leased(connection.IsReused);
    }

    private void Return(bool reusable, bool reset)
    {
        LoopUpstream connection = _connection!;
        (_connection, _sending) = (null, false);
        _pool.Return(connection, reusable, reset);
    }

    /// <summary>From any thread.</summary>
    private void Signal(Signals signal)
    {
        if (Interlocked.Or(ref _signals, (int)signal) == 0)
            _worker.Loop.Post(this);
    }

    private void Settle()
    {
        // A signal may come behind what it was sent for: by then it may be at rest, or lost.
        if (_isAtRest || !IsQuiet)
            return;
        (_isAtRest, _onStream) = (true, false);
        Session.Clear();
        if (_isLost)
            _worker.Lose();
        else
            _worker.Return(this);
    }
}
