using Edge.Faults;

namespace Edge.Forwarding;

/// <content>Step 4: the body of the client on its way in.</content>
internal sealed partial class Exchange
{
    // Reading more from the client than this ahead of the upstream only moves the queue into our memory.
    private const int ReadAhead = 256 * 1024;

    /// <summary>Whether more of the client's body is wanted now.</summary>
    internal bool WantsBody => !_bodyEnded && Phase switch
    {
        ExchangePhase.Intake or ExchangePhase.Dropping => true,
        _ => IsOpen && _body.Waiting < ReadAhead,
    };

    /// <summary>Whether a read of the body may go straight into <see cref="BodyRoom"/>: what comes is wanted and will be kept.</summary>
    internal bool TakesBodyInPlace => IsOpen && WantsBody;

    /// <summary>Bytes of the client's body; <paramref name="last"/> when it has ended.</summary>
    internal void BodyArrived(ReadOnlySpan<byte> bytes, bool last)
    {
        _bodyEnded = last;
        if (IsOpen)
            Admitted(_body.Feed(bytes, last));
        else if (Phase == ExchangePhase.Dropping)
            DropBody(bytes.Length, last);
    }

    /// <summary>The client broke the framing of its body or sent it too slowly.</summary>
    internal void BodyFailed(Fault fault)
    {
        _bodyEnded = true;
        if (Phase == ExchangePhase.Dropping)
            EndDropping(false);
        else if (IsOpen)
            Refuse(fault);
    }

    /// <summary>
    /// Pinned memory for a read of the body without a copy, while <see cref="TakesBodyInPlace"/>: the first piece of it, <paramref name="ahead"/> 0,
    /// or one that lies behind. <see cref="BodyFilled"/> must follow, with 0 when nothing was read.
    /// </summary>
    internal Span<byte> BodyRoom(int ahead) => _body.Room(ahead);

    /// <summary><see cref="BodyArrived"/> for <paramref name="count"/> bytes that stand in <see cref="BodyRoom"/>.</summary>
    internal void BodyFilled(int count, bool last)
    {
        _bodyEnded = last;
        Admitted(_body.Fill(count, last));
    }

    private void Admitted(Fault fault)
    {
        if (fault.Any)
            Refuse(fault);
        else if (Phase == ExchangePhase.Intake && _body.ModelKnown)
            Route();
    }
}
