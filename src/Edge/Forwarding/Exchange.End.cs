using Edge.Faults;

namespace Edge.Forwarding;

/// <content>The end of a request: what it holds is let go, and its record is left.</content>
internal sealed partial class Exchange
{
    /// <summary>Parts with the upstream: after a <paramref name="whole"/> answer in good order, else at once.</summary>
    private void LetGo(bool whole = false)
    {
        try
        {
            if (Phase == ExchangePhase.Leasing)
                _driver.CancelLease();
            else if (HoldsConnection && whole && _attempt.AllSent)
                _driver.Release(_answer.LeavesConnectionClean);
            else if (HoldsConnection)
                _driver.Drop();
        }
        finally
        {
            _attempt.End();
        }
    }

    /// <summary>The answer is out. What is left of the request is read so far that the client gets to see it.</summary>
    private void EndAnswer()
    {
        EndRecord();
        if (_bodyEnded)
        {
            Finish();
            return;
        }
        _deadlines.Clear();
        _deadlines.Begin();
        _deadlines.ArmTotal(UnwantedBody.Time);
        _deadlines.Arm(UnwantedBody.Pause, FaultKind.RequestTimeout);
        Phase = ExchangePhase.Dropping;
    }

    private void DropBody(int bytes, bool last)
    {
        if (last || !_unwanted.TryDrop(bytes))
            EndDropping(clean: last);
        else
            _deadlines.Arm(UnwantedBody.Pause, FaultKind.RequestTimeout);
    }

    private void EndDropping(bool clean)
    {
        if (!clean)
            _driver.CloseClient();
        Finish();
    }

    private void Finish()
    {
        _deadlines.Clear();
        Phase = ExchangePhase.Finished;
        EndRecord();
    }
}
