using Edge.Faults;
using Edge.Telemetry.Usage;

namespace Edge.Forwarding;

/// <content>Step 12: what is known of a request when it is over.</content>
internal sealed partial class Exchange
{
    /// <summary>A request failed.</summary>
    private void Count(FaultKind fault)
    {
        _failure = fault;
        _services.Counters.Failed(fault);
    }

    /// <summary>Makes the head of the answer say which way the request went, where its caller asks and may know.</summary>
    private void Describe()
    {
        if (Head.Details.IsAsked && _services.TellsDetails)
            _recorder.Describe(Head.Details);
    }

    /// <summary>The answer is out, or never will be: whatever of the request is still read and dropped is no part of it. Harmless a second time.</summary>
    private void EndRecord()
    {
        bool begun = _answer.HasBegun;
        // A caller that left got no status but one that had gone out before.
        int status = begun ? _answer.Status : _failure is FaultKind.None or FaultKind.ClientGone ? 0 : FaultTable.Of(_failure).Status;
        UsageFigures usage = Usage;
        _recorder.End(_failure, status, Head.RequestId.Span, _body.Received, begun ? _answer.DeliveredBytes : 0, in usage);
    }
}
