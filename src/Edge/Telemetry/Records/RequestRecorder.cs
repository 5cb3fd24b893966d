using ConfigSync.Resources;
using Edge.Faults;
using Edge.Telemetry.Tracing;
using Edge.Telemetry.Usage;

namespace Edge.Telemetry.Records;

/// <summary>
/// Keeps the record of one request after another while they run, and hands each on when it is over. One thread at a time; allocates
/// nothing. The clock is read at the turning points of a request alone, some 20 ns each.
/// </summary>
/// <param name="services">Where records go, and what time it is.</param>
internal sealed class RequestRecorder(RecordServices services)
{
    private const int LeastServerError = 500;
    private RequestRecord _record;

    // An attempt that is over, until it is known whether another one follows.
    private RequestRecord _over;
    private bool _hasOver;
    private bool _isOpen;

    /// <summary>
    /// A request for <paramref name="operation"/> has begun, of <paramref name="account"/>, by the key named <paramref name="key"/>; null where these are not known. It belongs to
    /// <paramref name="trace"/>.
    /// </summary>
    internal void Begin(CallOperation operation, string? account, string? key, in TraceContext trace)
    {
        _record = default;
        (_isOpen, _hasOver) = (true, false);
        _record.Operation = operation;
        _record.Began = services.Time.GetTimestamp();
        (_record.Account, _record.Key, _record.Trace) = (account, key, trace);
    }

    /// <summary>The model's name leads to <paramref name="router"/>, null for nowhere; said again where the pick had to wait for more of the body.</summary>
    internal void Routed(string? router)
    {
        _record.Routed = services.Time.GetTimestamp();
        _record.Router = router;
    }

    /// <summary>A replica of <paramref name="deployment"/>, by its full <paramref name="name"/>, was picked for the next attempt.</summary>
    internal void Picked(DeploymentConfig deployment, string name, string replica)
    {
        if (_hasOver)
            LeaveAttempt();
        _record.Picked = services.Time.GetTimestamp();
        (_record.Deployment, _record.Replica, _record.Provider, _record.Pricing) = (name, replica, deployment.Provider, deployment.Pricing);
        _record.Attempts++;
        _record.HasAttempt = true;
        _record.Stage = RequestStage.Leasing;
    }

    /// <summary>A connection is there.</summary>
    internal void Leased(bool reused)
    {
        _record.Leased = services.Time.GetTimestamp();
        _record.IsReused = reused;
        _record.Stage = RequestStage.Awaiting;
    }

    /// <summary>The request has left whole.</summary>
    internal void Sent() => _record.Sent = services.Time.GetTimestamp();

    /// <summary>The answer has begun.</summary>
    internal void FirstByte(bool isStream)
    {
        _record.FirstByte = services.Time.GetTimestamp();
        _record.IsStream = isStream;
        _record.Stage = RequestStage.Relaying;
    }

    /// <summary>More of an event stream came.</summary>
    internal void Chunk()
    {
        long now = services.Time.GetTimestamp();
        if (_record.FirstChunk == 0)
            _record.FirstChunk = now;
        else
            _record.Gaps.Add((now - _record.LastChunk) * services.SecondsPerTick);
        _record.LastChunk = now;
    }

    /// <summary>Gives <paramref name="details"/> what is known by now.</summary>
    internal void Describe(AnswerDetails details) => details.Take(in _record, services.Time.GetTimestamp(), services.SecondsPerTick);

    /// <summary>
    /// The attempt is over: nobody could be asked, or the answer of <paramref name="status"/> was not wanted. It gets a record of its own when another
    /// one follows; else it is a part of its request's.
    /// </summary>
    internal void AttemptOver(FaultKind fault, int status)
    {
        _over = _record;
        _hasOver = true;
        _over.Ended = services.Time.GetTimestamp();
        (_over.Fault, _over.Status, _over.IsAttempt) = (fault, (short)status, true);
        _over.Outcome = fault == FaultKind.None ? OutcomeOf(status) : RequestOutcome.Failed;
    }

    /// <summary>The request is over, with <paramref name="status"/>, 0 for none. Harmless a second time.</summary>
    internal void End(FaultKind fault, int status, ReadOnlySpan<byte> requestId, long requestBytes, long responseBytes, in UsageFigures usage)
    {
        if (!_isOpen)
            return;
        _isOpen = false;
        _record.Ended = services.Time.GetTimestamp();
        (_record.Fault, _record.Status) = (fault, (short)status);
        (_record.RequestBytes, _record.ResponseBytes, _record.Usage) = (requestBytes, responseBytes, usage);
        _record.RequestId.Set(requestId);
        _record.Outcome = fault == FaultKind.None ? OutcomeOf(status) : OutcomeOf(fault, _record.Stage);
        services.Ring.Write(in _record);
    }

    private void LeaveAttempt()
    {
        _hasOver = false;
        services.Ring.Write(in _over);
        (_record.Leased, _record.Sent, _record.IsReused) = (0, 0, false);
    }

    private static RequestOutcome OutcomeOf(int status) => status >= LeastServerError ? RequestOutcome.Error : RequestOutcome.Answered;

    private static RequestOutcome OutcomeOf(FaultKind fault, RequestStage stage)
    {
        if (fault == FaultKind.ClientGone)
            return RequestOutcome.Cancelled;
        if (stage == RequestStage.Relaying)
            return RequestOutcome.Truncated;
        return FaultTable.Of(fault).Side is FaultSide.Caller or FaultSide.Policy ? RequestOutcome.Refused : RequestOutcome.Failed;
    }
}
