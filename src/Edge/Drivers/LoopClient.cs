using Edge.Balancing;
using Edge.Buffers;
using Edge.Faults;
using Edge.Transport;

namespace Edge.Drivers;

/// <summary>
/// One caller's connection on an event loop, from its first byte to its last, or until it is handed over. It holds no buffer while it
/// waits, and a session only while it has a request. On the loop's thread.
/// </summary>
internal sealed class LoopClient : LoopHandle, ISessionPort
{
    // What one connection may move before the others have their turn, in bytes.
    private const int Turn = 256 * 1024;
    private readonly LoopWorker _worker;
    private readonly LoopPeer _peer;
    private readonly LoopInput _input;
    private readonly LoopOutput _output;
    private LoopRequest? _request;
    private SocketState _state;
    private long _until;
    private bool _slow;
    private bool _lingers;
    private bool _isNew = true;
    private bool _inHead;

    internal LoopClient(LoopWorker worker, LoopPeer peer)
    {
        (_worker, _peer) = (worker, peer);
        _input = new LoopInput(worker);
        _output = new LoopOutput(worker);
        _until = worker.Loop.Clock.Now + SessionSettings.KeepAlive;
    }

    /// <summary>Its place in the worker's list.</summary>
    internal int Place { get; set; }

    ReadOnlySpan<byte> ISessionPort.Remote => _peer.Text;

    bool ISessionPort.RemoteIsV6 => _peer.IsV6;

    bool ISessionPort.IsTrusted => _peer.IsTrusted;

    ReadOnlySpan<byte> ISessionPort.Scheme => "http"u8;

    ByteBuffer ISessionPort.Output => _worker.Output;

    private bool IsActive => _request is { Session.IsOver: false };

    void ISessionPort.SendLarge(ReadOnlySpan<byte> bytes) => _output.SendLarge(Descriptor, ref _state, bytes);

    void ISessionPort.Lease(Replica replica) => _request!.Lease(replica);

    void ISessionPort.CancelLease() => _request!.CancelLease();

    void ISessionPort.Release(bool reusable) => _request!.Release(reusable);

    void ISessionPort.Drop() => _request!.Drop();

    /// <summary>It is on its loop now.</summary>
    internal void Begin() => SetTimer();

    /// <inheritdoc/>
    internal override void OnReady(Readiness events)
    {
        _state.Note(events);
        Pump();
    }

    /// <inheritdoc/>
    internal override void OnTurn() => Pump();

    /// <inheritdoc/>
    internal override void OnTimer()
    {
        long now = _worker.Loop.Clock.Now;
        if (_request is not null)
        {
            if (now >= _output.Deadline)
                Leave();
            else
                _request.Session.Tick();
        }
        else if (now >= _until && !RefuseLate())
        {
            Close();
        }
        if (Descriptor >= 0)
            Pump();
    }

    /// <inheritdoc/>
    internal override void OnAbandoned()
    {
        if (_request is { } request)
            request.Discard();
        _request = null;
        Forget();
    }

    /// <summary>
    /// Moves everything on as far as it goes without waiting: takes requests, feeds their bodies to the exchange, moves bytes between it
    /// and the replica, sends what there is for the caller.
    /// </summary>
    internal void Pump()
    {
        try
        {
            Move();
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    /// <summary>A mistake of ours: this connection ends, and what it used is not used again; all others go on.</summary>
    internal void Fail(Exception mistake)
    {
        _worker.Loop.Report(mistake);
        if (_request is { } request)
            request.Discard();
        _request = null;
        if (Descriptor >= 0)
            Close(reset: true);
    }

    /// <summary>
    /// The process stops: a connection between requests ends now, unless its next request is there already. One that is new was let in to
    /// be served: its first request is waited for a little.
    /// </summary>
    internal void Drain()
    {
        _state.Note(Readiness.In);
        Pump();
        if (Descriptor < 0 || _request is not null || !_input.IsEmpty || _lingers)
            return;
        if (!_isNew)
        {
            Close();
            return;
        }
        _until = Math.Min(_until, _worker.Loop.Clock.Now + SessionSettings.Linger);
        SetTimer();
    }

    /// <summary>The request, if there is one, looks at the time.</summary>
    internal void Wake()
    {
        _request?.Session.Tick();
        Pump();
    }

    private void Move()
    {
        int moved = 0;
        while (Descriptor >= 0)
        {
            if (_lingers)
            {
                if (_input.Discard(Descriptor, ref _state))
                    Close();
                break;
            }
            // What the caller does not take is told before more of the answer is read.
            if (_slow == _output.IsEmpty && Flush())
                continue;
            if (moved < Turn && (_request is null ? StepHead(ref moved) : StepRequest(ref moved)))
                continue;
            if (Flush() || EndRequest())
                continue;
            if (moved >= Turn && Descriptor >= 0)
                _worker.Loop.Again(this);
            break;
        }
        if (Descriptor >= 0)
            SetTimer();
    }

    /// <summary>The process ends: so does this, without another word.</summary>
    internal void Cut()
    {
        if (_request is { } request)
            request.Discard();
        _request = null;
        Close();
    }

    /// <summary>Looks for a request in what has come. False when there is none yet.</summary>
    private bool StepHead(ref int moved)
    {
        if (!_input.TryRead(Descriptor, ref _state, out bool ended))
        {
            if (ended)
                Close();
            return false;
        }
        if (_isNew && _worker.Handover.Recognise(_input.Bytes) is { } protocol)
            return HandOver(protocol);
        LoopRequest request = _worker.Rent();
        _request = request;
        request.Attach(this);
        SessionStep step = request.Session.Begin(this, _input.Bytes, out int consumed);
        moved += consumed;
        _isNew &= step == SessionStep.NeedMore;
        if (step == SessionStep.Begun)
        {
            _inHead = false;
            _input.Consume(consumed);
            FeedBody();
            request.Session.AskForBody();
            return true;
        }
        _request = null;
        request.Detach();
        if (step == SessionStep.NotOurs)
            return HandOver(_worker.Handover.Http1);
        _input.Keep(seen: true);
        if (!_inHead)
            _until = _worker.Loop.Clock.Now + SessionSettings.HeadTime;
        _inHead = true;
        return true;
    }

    private bool StepRequest(ref int moved)
    {
        LoopRequest request = _request!;
        if (IsActive && IsGone(request))
        {
            Leave();
            return true;
        }
        return request.Step(ref moved) || StepBody(request, ref moved);
    }

    /// <summary>
    /// Whether the caller has left: its connection broke, or it has ended its side (a caller that says no more counts as gone, whatever it
    /// might still read) and there is nothing more to read for this request.
    /// </summary>
    private bool IsGone(LoopRequest request) => _output.IsBroken || _state.Broken || (_state.PeerEnded && !request.Session.WantsInput);

    private bool StepBody(LoopRequest request, ref int moved)
    {
        Http1Session session = request.Session;
        if (!session.WantsInput)
            return false;
        if (!_input.IsEmpty)
        {
            FeedBody();
            return true;
        }
        int count = session.InPlace >= LoopInput.WorthInPlace
            ? LoopInput.ReadInPlace(Descriptor, ref _state, session)
            : _input.TryRead(Descriptor, ref _state, out bool ended) ? _input.Bytes.Length : ended ? -1 : 0;
        if (count < 0)
        {
            Leave();
            return true;
        }
        if (!_input.IsEmpty)
            FeedBody();
        moved += count;
        return count > 0;
    }

    /// <summary>Gives the session what it wants of what was read; the rest is kept for later.</summary>
    private void FeedBody()
    {
        while (!_input.IsEmpty && _request!.Session.WantsInput)
            _input.Consume(_request.Session.TakeBody(_input.Bytes));
        _input.Keep();
    }

    /// <summary>True when the exchange was told something.</summary>
    private bool Flush()
    {
        _output.Flush(Descriptor, ref _state);
        if (!IsActive)
            return false;
        if (_output.IsBroken)
        {
            Leave();
            return true;
        }
        bool slow = !_output.IsEmpty;
        if (slow == _slow)
            return false;
        _slow = slow;
        if (slow)
            _request!.Session.Exchange.ClientSlow();
        else
            _request!.Session.Exchange.ClientReady();
        return true;
    }

    /// <summary>Ends a request whose answer has left. True when the connection can go on at once.</summary>
    private bool EndRequest()
    {
        if (_request is not { Session.IsOver: true } request || (!_output.IsEmpty && !_output.IsBroken))
            return false;
        SessionFate fate = _output.IsBroken || _state.Broken ? SessionFate.Reset : request.Session.Fate;
        _request = null;
        _slow = false;
        request.Detach();
        if (fate == SessionFate.Reset)
            Close(reset: true);
        else if (fate != SessionFate.KeepAlive || (_input.IsEmpty && _worker.Services.Settings.IsDraining))
            Linger();
        _until = _worker.Loop.Clock.Now + (_lingers ? SessionSettings.Linger : SessionSettings.KeepAlive);
        return Descriptor >= 0;
    }

    /// <summary>The caller is gone: its request ends, and its connection.</summary>
    private void Leave()
    {
        LoopRequest request = _request!;
        request.Session.Exchange.ClientGone();
        _request = null;
        request.Detach();
        Close(reset: true);
    }

    private bool RefuseLate()
    {
        if (_input.IsEmpty || _lingers)
            return false;
        _input.Clear();
        _request = _worker.Rent();
        _request.Attach(this);
        _request.Session.BeginRefused(this, new Fault(FaultKind.RequestTimeout, "The head of the request came too slowly."));
        return true;
    }

    private bool HandOver(string protocol)
    {
        _worker.HandOver(this, protocol, _input.Bytes);
        _input.Clear();
        return false;
    }

    /// <summary>
    /// Ends our side and waits a little for the caller's: closing while its bytes still come would send a reset, which can destroy what we
    /// said last.
    /// </summary>
    private void Linger()
    {
        _lingers = true;
        LoopSocket.ShutdownSend(Descriptor);
        _input.Clear();
    }

    private void Close(bool reset = false)
    {
        _worker.Loop.Close(this, reset);
        Forget();
    }

    private void Forget()
    {
        _input.Clear();
        _output.Clear();
        _worker.Output.Clear();
        _worker.Forget(this);
    }

    private void SetTimer()
    {
        long at = _request is null ? _until : Math.Min(_request.Session.Deadline, _output.Deadline);
        if (at < long.MaxValue)
            _worker.Loop.SetTimer(this, at);
    }
}
