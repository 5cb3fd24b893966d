namespace Edge.Http1;

/// <summary>
/// Reads one answer after another from a connection to an upstream (RFC 9112): spans in, spans out, nothing allocated once its
/// buffers have grown. Call <see cref="Next"/> until it needs more, ends or refuses. One thread at a time.
/// </summary>
internal sealed class ResponseReader
{
    private readonly ResponseHeadReader _heads;
    private ChunkedReader _chunks;
    private Stage _stage;
    private long _left;

    /// <summary>Creates a reader that waits for an answer to anything but HEAD.</summary>
    internal ResponseReader()
    {
        _heads = new ResponseHeadReader(Head);
        Reset(headRequest: false);
    }

    private enum Stage : byte { Head, Body, Ended, Malformed }

    /// <summary>The head; filled from <see cref="ResponseStep.Head"/> until <see cref="Reset"/>.</summary>
    internal ResponseHead Head { get; } = new();

    /// <summary>Whether any byte came since <see cref="Reset"/>, an interim answer's included: then the request was seen by someone.</summary>
    internal bool AnyByteSeen { get; private set; }

    /// <summary>Whether bytes came after the end of the answer. Nobody asked for them, so the connection is out of step.</summary>
    internal bool LeftOver { get; private set; }

    /// <summary>Whether another request may be sent on the connection.</summary>
    internal bool CanReuse => _stage == Stage.Ended && Head.KeepAlive && !LeftOver;

    /// <summary>Why the answer is malformed (a constant of <see cref="Flaw"/>), or null.</summary>
    internal string? Error { get; private set; }

    /// <summary>Waits for the next answer. <paramref name="headRequest"/>: it will be one to HEAD, without a body.</summary>
    internal void Reset(bool headRequest)
    {
        _heads.Reset(headRequest);
        _chunks = default;
        _stage = Stage.Head;
        AnyByteSeen = LeftOver = false;
        Error = null;
    }

    /// <summary>
    /// Takes the next step. Consumed bytes are cut from <paramref name="input"/>, all of it when more is needed;
    /// <paramref name="payload"/> is a slice of it when the step is <see cref="ResponseStep.Payload"/>. An answer without a body
    /// still ends in a step of its own, with empty input too. The last two steps repeat until <see cref="Reset"/>.
    /// </summary>
    internal ResponseStep Next(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        AnyByteSeen |= !input.IsEmpty;
        ResponseStep step = _stage switch
        {
            Stage.Head => ReadHead(ref input),
            Stage.Body => ReadBody(ref input, out payload),
            Stage.Ended => ResponseStep.End,
            _ => ResponseStep.Malformed,
        };
        if (step == ResponseStep.End)
        {
            _stage = Stage.Ended;
            LeftOver |= !input.IsEmpty;
        }
        return step;
    }

    /// <summary>
    /// The peer closed: <see cref="ResponseStep.End"/> when the answer is complete, or its body lasts until close;
    /// else <see cref="ResponseStep.Malformed"/> (RFC 9112 §8), where <see cref="AnyByteSeen"/> tells "before" from "inside".
    /// </summary>
    internal ResponseStep Closed()
    {
        if (_stage == Stage.Body && (Head.Framing is BodyFraming.None or BodyFraming.UntilClose || (Head.Framing == BodyFraming.Length && _left == 0)))
            _stage = Stage.Ended;
        if (_stage == Stage.Ended)
            return ResponseStep.End;
        return _stage == Stage.Malformed ? ResponseStep.Malformed : Refuse(AnyByteSeen ? Flaw.ClosedInside : Flaw.ClosedBefore);
    }

    private ResponseStep ReadHead(ref ReadOnlySpan<byte> input)
    {
        ResponseStep step = _heads.Read(ref input);
        if (step == ResponseStep.Malformed)
            return Refuse(_heads.Error);
        if (step == ResponseStep.Head)
        {
            _stage = Stage.Body;
            _left = Head.ContentLength;
        }
        return step;
    }

    private ResponseStep ReadBody(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        switch (Head.Framing)
        {
            case BodyFraming.None:
                return ResponseStep.End;
            case BodyFraming.Chunked:
                ResponseStep step = _chunks.Next(ref input, out payload);
                return step == ResponseStep.Malformed ? Refuse(_chunks.Error) : step;
            case BodyFraming.Length:
                if (_left == 0)
                    return ResponseStep.End;
                payload = input[..(int)Math.Min(_left, input.Length)];
                _left -= payload.Length;
                break;
            default:
                payload = input;
                break;
        }
        input = input[payload.Length..];
        return payload.IsEmpty ? ResponseStep.NeedMore : ResponseStep.Payload;
    }

    private ResponseStep Refuse(string? why)
    {
        _stage = Stage.Malformed;
        Error = why;
        return ResponseStep.Malformed;
    }
}
