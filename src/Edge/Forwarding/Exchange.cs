using System.Diagnostics;
using ConfigSync.Snapshots;
using Edge.Access;
using Edge.Balancing;
using Edge.Faults;
using Edge.Intake;
using Edge.Telemetry.Records;
using Edge.Telemetry.Usage;

namespace Edge.Forwarding;

/// <summary>
/// One request to one replica and back, as a state machine without I/O: a driver reports events and carries out the
/// commands of <see cref="IExchangeDriver"/>. Retries, timeouts and cancellation are written here, once, for every driver.
/// Reused from request to request. One thread at a time.
/// </summary>
/// <remarks>The steps are those of ARCHITECTURE.md, "Life of a request".</remarks>
internal sealed partial class Exchange
{
    private readonly ForwardingServices _services;
    private readonly IExchangeDriver _driver;
    private readonly ExchangeDeadlines _deadlines;
    private readonly RequestBody _body;
    private readonly Attempt _attempt;
    private readonly Answer _answer;
    private readonly Destination _destination = new();
    private readonly RequestRecorder _recorder;
    private RoutingSnapshot _snapshot = null!;
    private AccountModel _account = null!;
    private CallTimeouts _timeouts;
    private bool _repeated;
    private bool _bodyEnded;
    private bool _clientSlow;
    private UnwantedBody _unwanted;
    private long _sentAt;
    private ulong _prompt;
    private FaultKind _failure;

    internal Exchange(ForwardingServices services, IExchangeDriver driver)
    {
        _services = services;
        _driver = driver;
        _deadlines = new ExchangeDeadlines(services.Clock);
        _body = new RequestBody(services.Blocks, services.Memory);
        _attempt = new Attempt(_body);
        _answer = new Answer(driver);
        _recorder = new RequestRecorder(services.Records);
    }

    /// <summary>The head of the request, filled in by the driver before <see cref="Begin"/>.</summary>
    internal RequestHead Head { get; } = new();

    /// <summary>Where it stands.</summary>
    internal ExchangePhase Phase { get; private set; }

    /// <summary>When <see cref="Tick"/> has something to do, in ms of the coarse clock. May be read from any thread.</summary>
    internal long Deadline => _deadlines.Next;

    /// <summary>What the answer says of its tokens; kept until <see cref="Clear"/>, whatever became of it.</summary>
    internal UsageFigures Usage => _answer.Usage;

    /// <summary>Whether bytes of the upstream are wanted now: not while the client has yet to take what it was given.</summary>
    internal bool WantsUpstream => HoldsConnection && !_clientSlow;

    private bool IsOpen => Phase is > ExchangePhase.Idle and < ExchangePhase.Dropping;

    private bool HoldsConnection => Phase is ExchangePhase.Awaiting or ExchangePhase.Relaying;

    /// <summary>Step 4. The head is there and <paramref name="caller"/> known: the body may come.</summary>
    internal void Begin(RoutingSnapshot snapshot, CallerIdentity caller)
    {
        Debug.Assert(Phase == ExchangePhase.Idle);
        _recorder.Begin(Head.Operation, caller.Account!.Id, caller.Key, in Head.Trace);
        (_snapshot, _account) = (snapshot, caller.Account!);
        _deadlines.Begin();
        _body.Start(Head.ContentLength, _services.MaxBodyBytes, _services.ReplayBytes);
        Phase = ExchangePhase.Intake;
        if (Head.ContentLength > _services.MaxBodyBytes)
            Reject(new Fault(FaultKind.BodyTooLarge));
    }

    /// <summary>The request is refused for its head alone; its body is read and dropped.</summary>
    internal void BeginRefused(Fault fault, CallerIdentity caller = default)
    {
        Debug.Assert(Phase == ExchangePhase.Idle);
        _recorder.Begin(Head.Operation, caller.Account?.Id, caller.Key, in Head.Trace);
        _body.Start(Head.ContentLength, 0, 0);
        Phase = ExchangePhase.Intake;
        Reject(fault);
    }

    /// <summary>The client went away: whatever runs for it stops now, a GPU is burning.</summary>
    internal void ClientGone()
    {
        if (Phase is ExchangePhase.Idle or ExchangePhase.Finished)
            return;
        if (Phase != ExchangePhase.Dropping)
            Count(FaultKind.ClientGone);
        Stop();
    }

    /// <summary>Ends it at once, wherever it stands, and lets everything go. What is open then is ended by a mistake of Edge's own.</summary>
    internal void Stop()
    {
        if (IsOpen && _failure == FaultKind.None)
            Count(FaultKind.Internal);
        try
        {
            LetGo();
        }
        finally
        {
            Finish();
        }
    }

    /// <summary>Step 8. The connection asked for is there.</summary>
    internal void Leased(bool reused)
    {
        Debug.Assert(Phase == ExchangePhase.Leasing);
        Phase = ExchangePhase.Awaiting;
        _deadlines.Disarm();
        _recorder.Leased(reused);
        _attempt.Connected(reused);
        // The calls whose streams have usage only for who asks end in [DONE].
        bool asksForUsage = _attempt.Target.InjectsUsage && Head.EndMark == EndMark.Done && _body.TryAskForUsage();
        // Servers write it in front of the results of a reranking.
        bool usageComesFirst = Head.Operation == CallOperation.Rerank;
        _answer.Reset(Head.EndMark, _attempt.Target.RequireEndMark, Head.IsRepeatable ? _attempt.Target.RetryOn : null, asksForUsage, usageComesFirst);
    }

    /// <summary>Step 8. No connection could be had. Nothing left us, so another replica is tried (class A).</summary>
    internal void LeaseFailed(FaultKind kind)
    {
        Debug.Assert(Phase == ExchangePhase.Leasing);
        if (FaultTable.Of(kind).Side == FaultSide.Upstream)
            _attempt.Judge(failed: true);
        _attempt.End();
        _recorder.AttemptOver(kind, 0);
        if (!_body.CanRewind || !TryPick(out _))
            Reject(new Fault(kind));
    }

    /// <summary>Step 9. The next pieces for the upstream; valid until <see cref="Sent"/>. False when there are none now.</summary>
    internal bool TryTakeSend(SendPieces pieces)
    {
        if (!HoldsConnection || !_attempt.TryTake(Head, pieces))
            return false;
        if (Phase == ExchangePhase.Awaiting)
            _deadlines.Arm(_timeouts.Idle, FaultKind.IdleTimeout);
        return true;
    }

    /// <summary>Step 9. What was taken last has gone out.</summary>
    internal void Sent()
    {
        _attempt.Sent();
        if (Phase != ExchangePhase.Awaiting)
            return;
        if (_attempt.AllSent)
        {
            _sentAt = _services.Clock.Now;
            _recorder.Sent();
            _deadlines.Arm(_timeouts.FirstByte, FaultKind.FirstByteTimeout);
        }
        else
            _deadlines.Disarm();
    }

    /// <summary>Step 9. The upstream takes no more. It may have answered all the same: reading tells.</summary>
    internal void SendFailed() => _attempt.SendFailed();

    /// <summary>Steps 10 and 11. Bytes of the upstream.</summary>
    internal void UpstreamArrived(ReadOnlySpan<byte> bytes)
    {
        Debug.Assert(HoldsConnection);
        if (Phase == ExchangePhase.Relaying && !_clientSlow)
            _deadlines.Arm(_timeouts.Idle, FaultKind.IdleTimeout);
        if (Phase == ExchangePhase.Awaiting)
            Describe();
        long before = _answer.PayloadBytes;
        AnswerStep step = _answer.Take(ref bytes);
        if (step == AnswerStep.Unwanted)
        {
            JudgeStatus();
            if (TryElsewhere())
                return;
            step = _answer.Take(ref bytes);
        }
        if (_answer.HasBegun && Phase == ExchangePhase.Awaiting)
            PassFirstByte();
        // The head alone is no piece: the first one may be long behind it.
        if (_answer.IsEventStream && _answer.PayloadBytes > before)
            _recorder.Chunk();
        React(step);
    }

    /// <summary>The upstream closed its side, or the connection broke.</summary>
    internal void UpstreamClosed()
    {
        Debug.Assert(HoldsConnection);
        if (Phase == ExchangePhase.Awaiting && !_answer.AnyByteSeen && TryRepeat())
            return;
        React(_answer.Close());
    }

    /// <summary>
    /// The client is slow to take what was delivered: nothing more is read for it, and the upstream's clock stands still,
    /// since its silence is now ours.
    /// </summary>
    internal void ClientSlow()
    {
        _clientSlow = true;
        if (Phase == ExchangePhase.Relaying)
            _deadlines.Disarm();
    }

    /// <summary>The client has taken what was delivered.</summary>
    internal void ClientReady()
    {
        _clientSlow = false;
        if (Phase == ExchangePhase.Relaying)
            _deadlines.Arm(_timeouts.Idle, FaultKind.IdleTimeout);
    }

    /// <summary>The heartbeat: <see cref="Deadline"/> may have passed.</summary>
    internal void Tick()
    {
        FaultKind expired = _services.Stop.IsGiven ? FaultKind.Stopping : _deadlines.Expired();
        if (expired == FaultKind.None || Phase is ExchangePhase.Idle or ExchangePhase.Finished)
            return;
        if (Phase == ExchangePhase.Dropping)
            EndDropping(false);
        else
            Refuse(new Fault(expired));
    }

    /// <summary>Makes ready for another request. Nothing of this one may be in use any more.</summary>
    internal void Clear()
    {
        Debug.Assert(Phase is ExchangePhase.Idle or ExchangePhase.Finished);
        _body.Clear();
        _answer.Clear();
        Head.Clear();
        _destination.Clear();
        _unwanted = default;
        (_repeated, _bodyEnded, _clientSlow, _prompt, _failure) = (false, false, false, 0, FaultKind.None);
        _deadlines.Clear();
        Phase = ExchangePhase.Idle;
    }

    /// <summary>Steps 5 to 7: what the name stands for, in the snapshot of this request, and one replica of it.</summary>
    private void Route()
    {
        if (!_destination.IsResolved)
        {
            bool isFound = _destination.TryResolve(_snapshot, _account, _body.Model);
            _recorder.Routed(_destination.Router);
            if (!isFound)
            {
                Reject(new Fault(FaultKind.ModelNotFound));
                return;
            }
        }
        if (_destination.KeepsSessions)
        {
            if (!TryFindSession())
                return;
            _recorder.Routed(_destination.Router);
        }
        _services.Budget.Request();
        if (!TryPick(out FaultKind why))
            Reject(new Fault(why));
    }

    /// <summary>False while the body may yet say which session it is of.</summary>
    private bool TryFindSession()
    {
        if (Head.Session == 0 && !_body.Accepted)
            return false;
        _destination.Session = Head.Session != 0 ? Head.Session : _body.Session();
        return true;
    }

    private bool TryPick(out FaultKind why)
    {
        if (!_destination.TryPick(out why))
            return false;
        Start();
        if (_destination.IsFirst)
            _deadlines.ArmTotal(_timeouts.Total);
        return true;
    }

    private void Start()
    {
        Head.Attempts++;
        Pick pick = _destination.Current;
        _recorder.Picked(pick.Deployment.Config, pick.Replica.Deployment, pick.Replica.Address);
        _body.Route(_destination.UpstreamModel(_body.Model));
        _attempt.Start(_destination.Current.Share);
        _timeouts = Head.Timeouts.Within(_attempt.Target.Timeouts);
        _deadlines.Arm(_timeouts.Connect, FaultKind.ConnectTimeout);
        Phase = ExchangePhase.Leasing;
        _driver.Lease(_destination.Current.Share.Replica);
    }

    /// <summary>Step 10: the point of no return. From here nothing is sent again.</summary>
    private void PassFirstByte()
    {
        Phase = ExchangePhase.Relaying;
        _recorder.FirstByte(_answer.IsEventStream);
        JudgeBeginning();
        _body.StopKeeping();
        if (_attempt.AllSent)
            _body.ReleaseTaken();
        _deadlines.Arm(_timeouts.Idle, FaultKind.IdleTimeout);
    }

    private void React(AnswerStep step)
    {
        if (_answer.HasBegun && Phase == ExchangePhase.Awaiting)
            PassFirstByte();
        switch (step)
        {
            case AnswerStep.Whole:
                JudgeStatus();
                _driver.EndResponse();
                _services.Counters.Answered(_answer.Status);
                if (_answer.LacksEndMark)
                    _services.Counters.Unmarked();
                LetGo(whole: true);
                EndAnswer();
                break;
            case AnswerStep.Closed:
                Refuse(new Fault(FaultKind.UpstreamClosed));
                break;
            case AnswerStep.Malformed:
                Refuse(new Fault(Phase == ExchangePhase.Relaying ? FaultKind.Truncated : FaultKind.UpstreamMalformed));
                break;
            case AnswerStep.Cut:
                Refuse(new Fault(FaultKind.Truncated));
                break;
        }
    }

    /// <summary>Something failed: an error answer while nothing has gone out, else a told break.</summary>
    private void Refuse(Fault fault)
    {
        bool begun = Phase == ExchangePhase.Relaying;
        // How long a request takes as a whole says nothing of the replica.
        if (HoldsConnection && fault.Row.Side == FaultSide.Upstream && fault.Kind != FaultKind.TotalTimeout)
            _attempt.Judge(failed: true);
        LetGo();
        if (!begun)
        {
            Reject(fault);
            return;
        }
        Count(fault.Kind);
        _answer.Break(fault, Head);
        Finish();
    }

    private void Reject(Fault fault)
    {
        Count(fault.Kind);
        _services.Counters.Answered(fault.Row.Status);
        Describe();
        _driver.Reject(fault);
        EndAnswer();
    }
}
