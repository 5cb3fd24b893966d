using Edge.Balancing;
using Edge.Faults;

namespace Edge.Forwarding;

/// <summary>When an exchange asks a second time, and what an answer says of the replica it came from.</summary>
internal sealed partial class Exchange
{
    /// <summary>
    /// Class B: a reused connection that closed without an answer byte had most likely been closed before it got the
    /// request. Once, within the budget, for calls that may be repeated, while the whole of what was sent is kept.
    /// </summary>
    private bool TryRepeat()
    {
        if (_repeated || !_attempt.WasReused || !Head.IsRepeatable || !_body.CanRewind || !_services.Budget.TryRetry())
            return false;
        _repeated = true;
        _services.Counters.Repeated();
        LetGo();
        _recorder.AttemptOver(FaultKind.UpstreamClosed, 0);
        if (!TryPick(out _))
        {
            _destination.PickSame();
            Start();
        }
        return true;
    }

    /// <summary>
    /// Class C of the failure law: an answer that says that this replica cannot, before anything of it was passed on; another one is asked while
    /// the body is whole and still there, and the budget allows it. Without another the caller gets the answer.
    /// </summary>
    private bool TryElsewhere()
    {
        if (!_body.Accepted || !_body.CanRewind || !_destination.HasOthers || !_services.Budget.TryRetry())
            return false;
        _services.Counters.Repeated();
        LetGo();
        _recorder.AttemptOver(FaultKind.None, _answer.Status);
        if (!TryPick(out FaultKind why))
            Reject(new Fault(why));
        return true;
    }

    /// <summary>What the beginning of an answer says of the replica; the body is still there.</summary>
    private void JudgeBeginning()
    {
        int status = _answer.Status;
        if (IsFailure(status))
            _prompt = _body.Fingerprint();
        else if (status != 429)
            _attempt.Share.Replica.Health.Answering();
        if (_attempt.Target.LooksForOutliers && status is >= 200 and < 300 && _attempt.AllSent)
            _attempt.Share.Replica.Health.FirstByteAfter(_services.Clock.Now - _sentAt);
    }

    /// <summary>What a status says of the replica; one that asks for a rest gets it.</summary>
    private void JudgeStatus()
    {
        // An answer that had nowhere else to go was judged when that was found out.
        if (_attempt.IsJudged)
            return;
        int status = _answer.Status;
        ReplicaHealth health = _attempt.Share.Replica.Health;
        if (status is 429 or 503)
            health.Rest(_answer.WantsRest);
        // 429 says that there are too many requests.
        if (status == 429)
            return;
        bool failed = IsFailure(status);
        if (failed && _prompt == 0)
            _prompt = _body.Fingerprint();
        if (!failed || _services.Poison.Counts(_prompt, health, _services.Clock.Now))
            _attempt.Judge(failed);
    }

    /// <summary>501 is about the request.</summary>
    private static bool IsFailure(int status) => status is >= 500 and not 501;
}
