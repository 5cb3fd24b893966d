using System.Buffers;
using ConfigSync.Resources;
using Edge.Faults;
using Edge.Http1;

namespace Edge.Forwarding;

/// <summary>
/// The upstream's answer on its way to the client: its head once, its body as it comes, its end only when it is really the
/// end. One thread at a time.
/// </summary>
internal sealed class Answer(IExchangeDriver driver)
{
    private readonly ResponseReader _reader = new();
    private readonly EventStreamTracker _events = new();
    private EndMark _endMark;
    private bool _requireEndMark;
    private bool _isEventStream;
    private RetryStatuses? _unwanted;
    private bool _waits;

    /// <summary>The upstream's status, once begun.</summary>
    internal int Status => _reader.Head.Status;

    /// <summary>How long the upstream wants to be left alone, in milliseconds; 0 where it does not say.</summary>
    internal long WantsRest => RetryAfter.Of(_reader.Head);

    /// <summary>Whether a byte of an answer has come.</summary>
    internal bool AnyByteSeen => _reader.AnyByteSeen;

    /// <summary>Whether the connection may carry another request after a whole answer.</summary>
    internal bool LeavesConnectionClean { get; private set; }

    /// <summary>Whether it is an event stream that has not had its end mark.</summary>
    internal bool LacksEndMark => _isEventStream && !_events.MarkSeen;

    /// <summary>
    /// Begins with a new connection; <paramref name="required"/> makes a missing end mark an error, and an answer with one of the statuses
    /// <paramref name="unwanted"/>, null for none, waits to be passed on.
    /// </summary>
    internal void Reset(EndMark endMark, bool required, RetryStatuses? unwanted)
    {
        (_unwanted, _waits) = (unwanted, false);
        _reader.Reset(headRequest: false);
        (_endMark, _requireEndMark, _isEventStream, HasBegun, LeavesConnectionClean) = (endMark, required, false, false, false);
    }

    /// <summary>Whether its head was seen and passed on.</summary>
    internal bool HasBegun { get; private set; }

    /// <summary>Reads what came and passes it on. A step other than More is the last.</summary>
    internal AnswerStep Take(ref ReadOnlySpan<byte> bytes)
    {
        if (_waits)
            Begin();
        while (true)
        {
            switch (_reader.Next(ref bytes, out ReadOnlySpan<byte> payload))
            {
                case ResponseStep.NeedMore:
                    return AnswerStep.More;
                case ResponseStep.Head when _unwanted?.Contains(_reader.Head.Status) == true:
                    _waits = true;
                    return AnswerStep.Unwanted;
                case ResponseStep.Head:
                    Begin();
                    break;
                case ResponseStep.Payload:
                    if (_isEventStream)
                        _events.Feed(payload);
                    driver.Deliver(payload);
                    break;
                case ResponseStep.End:
                    LeavesConnectionClean = _reader.CanReuse;
                    return End();
                default:
                    return AnswerStep.Malformed;
            }
        }
    }

    /// <summary>The upstream closed: that is an end only where nothing else tells it.</summary>
    internal AnswerStep Close()
    {
        if (_reader.Closed() == ResponseStep.End)
            return End();
        return HasBegun ? AnswerStep.Cut : AnyByteSeen ? AnswerStep.Malformed : AnswerStep.Closed;
    }

    /// <summary>
    /// Tells the client of a break: an error event where one may stand, then an abort (specs/openai.md, "Broken mid-stream").
    /// </summary>
    internal void Break(Fault fault, RequestHead head)
    {
        if (_isEventStream && _events.AtBoundary)
        {
            // Allocates, but a broken stream is rare and its client is about to be cut off.
            var text = new ArrayBufferWriter<byte>(512);
            text.Write(head.Dialect == ErrorDialect.Anthropic ? "event: error\ndata: "u8 : "data: "u8);
            ErrorBody.Write(text, fault, head.Dialect, head.RequestId.Span);
            text.Write("\n\n"u8);
            driver.Deliver(text.WrittenSpan);
        }
        driver.AbortResponse();
    }

    private void Begin()
    {
        ResponseHead head = _reader.Head;
        (HasBegun, _waits) = (true, false);
        _isEventStream = head.IsEventStream && head.Status is >= 200 and < 300;
        if (_isEventStream)
            _events.Reset(_endMark);
        // An event stream never announces its length, so that its end stays ours to withhold.
        driver.StartResponse(head, head.Framing switch
        {
            BodyFraming.None => 0,
            BodyFraming.Length when !_isEventStream => head.ContentLength,
            _ => -1,
        });
    }

    private AnswerStep End() => _requireEndMark && LacksEndMark ? AnswerStep.Cut : AnswerStep.Whole;
}
