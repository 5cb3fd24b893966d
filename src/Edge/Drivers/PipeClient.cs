using Edge.Balancing;
using Edge.Buffers;
using Edge.Faults;
using Microsoft.AspNetCore.Connections;

namespace Edge.Drivers;

/// <summary>
/// One caller's connection on Kestrel's transport, from its first byte to its last, or until Kestrel's HTTP takes it: an event loop of one,
/// as in <see cref="KestrelPump"/>. It has a session only while it has a request. Everything runs on the pump's thread, but for what says
/// otherwise.
/// </summary>
internal sealed partial class PipeClient : ISessionPort, IThreadPoolWorkItem
{
    // Steps in a row before other connections have their turn; one moves a block of 32 KiB at most.
    private const int Turn = 64;

    // What an end waits for a caller that may still be sending, in ms: a close under its bytes is a reset, which can destroy our last words.
    private const long PartingTime = 150;
    private readonly PipeDriver _driver;
    private readonly ConnectionContext _connection;
    private readonly LoopPeer _peer;
    private readonly CancellationToken _closing;
    private readonly bool _isTls;
    private readonly PipeInput _input;
    private readonly PipeOutput _output;
    private readonly TaskCompletionSource<bool> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PipeRequest? _request;
    private PipeStage _stage;
    private Exception? _mistake;
    private int _signals;
    private long _deadline = long.MaxValue;
    private long _until;
    private bool _isNew = true;
    private bool _inHead;
    private bool _slow;
    private bool _peerEnded;
    private bool _resets;
    private bool _isForKestrel;

    internal PipeClient(PipeDriver driver, ConnectionContext connection, LoopPeer peer, bool isTls, CancellationToken closing)
    {
        (_driver, _connection, _peer, _isTls, _closing) = (driver, connection, peer, isTls, closing);
        _input = new PipeInput(connection.Transport.Input, () => Signal(Signals.Body));
        _output = new PipeOutput(connection.Transport.Output, driver.Clock, () => Signal(Signals.Flushed));
        _until = driver.Clock.Now + SessionSettings.KeepAlive;
    }

    /// <summary>Its place in the driver's list, under the driver's lock.</summary>
    internal int Place { get; set; }

    /// <summary>When the heartbeat has to look, in ms of the coarse clock. From any thread.</summary>
    internal long Deadline => Volatile.Read(ref _deadline);

    ReadOnlySpan<byte> ISessionPort.Remote => _peer.Text;

    bool ISessionPort.RemoteIsV6 => _peer.IsV6;

    bool ISessionPort.IsTrusted => _peer.IsTrusted;

    ReadOnlySpan<byte> ISessionPort.Scheme => _isTls ? "https"u8 : "http"u8;

    ByteBuffer ISessionPort.Output => _request!.Output;

    private bool IsActive => _request is { Session.IsOver: false };

    /// <summary>Whether the caller has ended its side: one that says no more counts as gone, whatever it might still read.</summary>
    private bool IsEnded => _peerEnded || _input.HasEnded;

    private long Now => _driver.Clock.Now;

    void ISessionPort.SendLarge(ReadOnlySpan<byte> bytes)
    {
        ByteBuffer output = _request!.Output;
        if (_output.IsPending)
        {
            // A read that was under way when the caller became slow; there is at most one.
            output.Append(bytes);
            return;
        }
        _output.Write(output.Span);
        output.Clear();
        _output.Write(bytes);
    }

    void ISessionPort.Lease(Replica replica) => _request!.Upstream.Lease(replica);

    void ISessionPort.CancelLease() => _request!.Upstream.CancelLease();

    void ISessionPort.Release(bool reusable) => _request!.Upstream.Release(reusable);

    void ISessionPort.Drop() => _request!.Upstream.Drop();

    /// <summary>Begins; once. The task says true when the connection has ended, false when it goes on, unread, to Kestrel's HTTP.</summary>
    internal Task<bool> RunAsync()
    {
        Signal(Signals.Start);
        return _over.Task;
    }

    /// <summary>Looks at everything, on a thread of its own rather than that of whoever woke it. From any thread.</summary>
    internal void Queue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute() => Signal(Signals.Wake);

    /// <summary>Something has happened: runs the pump, unless it runs already. From any thread.</summary>
    internal void Signal(Signals signal)
    {
        if ((Interlocked.Or(ref _signals, (int)(signal | Signals.Running)) & (int)Signals.Running) != 0)
            return;
        do
        {
            var seen = (Signals)Interlocked.Exchange(ref _signals, (int)Signals.Running);
            try
            {
                Handle(seen);
            }
            catch (Exception e)
            {
                Fail(e);
            }
        }
        while (Interlocked.CompareExchange(ref _signals, 0, (int)Signals.Running) != (int)Signals.Running);
    }

    private void Handle(Signals seen)
    {
        if (_stage == PipeStage.Over)
            return;
        if (_mistake is null)
        {
            Report(seen);
        }
        else
        {
            // Which signal was seen does not matter: one may have been lost to the mistake.
            _input.Settle();
            _output.Settle();
        }
        Move();
        SetDeadline();
    }

    private void Report(Signals seen)
    {
        _peerEnded |= (seen & Signals.Gone) != 0;
        if ((seen & Signals.Body) != 0)
            _input.OnRead();
        if ((seen & Signals.Flushed) != 0)
            OnFlushed();
        if (_request is { } request)
        {
            request.Upstream.OnWake(request.Session.Exchange);
            if ((seen & Signals.Sent) != 0)
                request.Upstream.OnSent(request.Session.Exchange);
            if ((seen & Signals.Upstream) != 0)
                request.Upstream.OnRead(request.Session.Exchange);
        }
        if ((seen & Signals.Wake) != 0)
            OnWake();
    }

    private void OnFlushed()
    {
        _output.OnFlushed();
        if (_slow && IsActive && !_output.IsBroken)
            _request!.Session.Exchange.ClientReady();
        _slow = false;
    }

    private void OnWake()
    {
        if (_stage == PipeStage.Leaving && Now >= _until)
            Cut();
        if (_stage != PipeStage.Open)
            return;
        if (Now >= _output.Deadline)
            Leave();
        else if (_request is not null)
            _request.Session.Tick();
        else if (Now >= _until && _inHead)
            RefuseLate();
        else if (Now >= _until)
            Part(SessionFate.Close);
    }

    /// <summary>
    /// Moves everything on as far as it goes without waiting: takes requests, feeds their bodies to the exchange, moves bytes between it
    /// and the replica, sends what there is for the caller.
    /// </summary>
    private void Move()
    {
        int steps = 0;
        while (_stage == PipeStage.Open)
        {
            // What the caller does not take is told before more of the answer is read.
            if (Flush())
                continue;
            if (steps < Turn && (_request is null ? StepHead() : StepRequest()))
            {
                steps++;
                continue;
            }
            if (EndRequest())
                continue;
            if (steps == Turn)
                Queue();
            break;
        }
        if (_stage != PipeStage.Open)
            Rest();
    }

    /// <summary>Looks for a request in what has come. False when there is none yet.</summary>
    private bool StepHead()
    {
        if (_input.IsEmpty && !_input.Read())
        {
            return StepIdle();
        }
        PipeRequest request = Rent();
        SessionStep step = request.Begin(this, _input.Bytes, out int consumed);
        if (step == SessionStep.Begun)
        {
            (_isNew, _inHead) = (false, false);
            _input.Consume(consumed);
            FeedBody(request.Session);
            request.Session.AskForBody();
            return true;
        }
        Return();
        if (step == SessionStep.NotOurs)
        {
            _input.HandBack();
            (_isForKestrel, _stage) = (true, PipeStage.Leaving);
            return true;
        }
        _input.KeepSeen();
        if (!_inHead)
            _until = Now + SessionSettings.HeadTime;
        _inHead = true;
        return true;
    }

    /// <summary>Ends a connection that has no request to begin, and that nobody wants any more. True when it did.</summary>
    private bool StepIdle()
    {
        bool stops = !_inHead && _closing.IsCancellationRequested;
        if (_input.HasEnded || (stops && !_isNew))
        {
            Part(SessionFate.Close);
            return true;
        }
        // The server stops, but who is new was let in to be served: the first request is waited for a little.
        if (stops)
            _until = Math.Min(_until, Now + SessionSettings.Linger);
        return false;
    }

    private bool StepRequest()
    {
        PipeRequest request = _request!;
        Http1Session session = request.Session;
        // A read is always under way, also for the next request: that is how the end of the caller is seen under TLS.
        bool hasCome = _input.Read();
        if (session.IsOver)
            return false;
        if (_output.IsBroken || (IsEnded && (!session.WantsInput || (_input.IsEmpty && _input.HasEnded))))
        {
            Leave();
            return true;
        }
        if (request.Upstream.Step(session.Exchange))
            return true;
        if (_input.IsEmpty || !session.WantsInput)
            return hasCome;
        FeedBody(session);
        return true;
    }

    /// <summary>Gives the session what it wants of what was read; the rest is held.</summary>
    private void FeedBody(Http1Session session)
    {
        long taken = 0;
        foreach (ReadOnlyMemory<byte> piece in _input.Bytes)
        {
            ReadOnlySpan<byte> bytes = piece.Span;
            while (!bytes.IsEmpty && session.WantsInput)
            {
                int count = session.TakeBody(bytes);
                taken += count;
                bytes = bytes[count..];
            }
            if (!session.WantsInput)
                break;
        }
        if (taken > 0)
            _input.Consume(taken);
    }

    /// <summary>True when the exchange was told something.</summary>
    private bool Flush()
    {
        if (_request is not { } request || _output.IsPending)
            return false;
        _output.Write(request.Output.Span);
        request.Output.Clear();
        bool taken = _output.Flush();
        if (!IsActive)
            return false;
        if (_output.IsBroken)
        {
            Leave();
            return true;
        }
        if (taken)
            return false;
        _slow = true;
        request.Session.Exchange.ClientSlow();
        return true;
    }

    /// <summary>Ends a request whose answer has left. True when the connection can go on at once.</summary>
    private bool EndRequest()
    {
        if (_request is not { Session.IsOver: true } request || _output.IsPending || !request.Upstream.IsQuiet)
            return false;
        SessionFate fate = _output.IsBroken ? SessionFate.Reset : request.Session.Fate;
        bool wait = fate != SessionFate.Close || request.Session.LeavesInput;
        Return();
        _until = Now + SessionSettings.KeepAlive;
        if (_output.IsBroken)
            Cut();
        else if (fate != SessionFate.KeepAlive)
            Part(fate, wait);
        return true;
    }

    private void RefuseLate()
    {
        _inHead = false;
        Rent().Session.BeginRefused(this, new Fault(FaultKind.RequestTimeout, "The head of the request came too slowly."));
    }

    private PipeRequest Rent()
    {
        PipeRequest request = _driver.Rent();
        _request = request;
        request.Attach(this);
        return request;
    }

    private void Return()
    {
        PipeRequest request = _request!;
        _request = null;
        request.Detach();
        if (_mistake is null)
            _driver.Return(request);
        else
            _driver.Lose();
    }

    private void SetDeadline()
    {
        if (_stage == PipeStage.Over)
            return;
        long at = _stage != PipeStage.Open || _request is null ? _until : Math.Min(_request.Session.Deadline, _output.Deadline);
        Volatile.Write(ref _deadline, at);
    }
}
