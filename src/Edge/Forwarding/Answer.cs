using System.Buffers;
using ConfigSync.Resources;
using Edge.Faults;
using Edge.Http1;
using Edge.Telemetry.Usage;

namespace Edge.Forwarding;

/// <summary>
/// The upstream's answer on its way to the client: its head once, its body as it comes, its end only when it is really the
/// end. One thread at a time.
/// </summary>
internal sealed class Answer
{
    /// <summary>Servers write <c>usage</c> last, or nearly so: where the length is known, so much before the end is searched for it, in bytes.</summary>
    internal const int EndBytes = 16 * 1024;
    private readonly IExchangeDriver _driver;
    private readonly ResponseReader _reader = new();
    private readonly UsageScanner _usage = new();
    private readonly EventStreamTracker _events;
    private readonly UsageEventFilter _filter;
    private EndMark _endMark;
    private bool _requireEndMark;
    private bool _isEventStream;
    private bool _isJson;
    private bool _isWhole;

    // Where its end begins, that is searched for usage.
    private long _endAt;
    private bool _hidesUsage;
    private bool _usageComesFirst;
    private RetryStatuses? _unwanted;
    private bool _waits;

    internal Answer(IExchangeDriver driver)
    {
        _driver = driver;
        _events = new EventStreamTracker(_usage);
        _filter = new UsageEventFilter(driver);
    }

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
    /// What it says of the tokens it took, so far or in the end. Of an event stream that was cut, or did not say it, the output is an estimate; nothing is
    /// known of an answer without success, of one that is compressed, and of a document that was cut.
    /// </summary>
    internal UsageFigures Usage
    {
        get
        {
            if (!_isEventStream)
                return _isJson ? _usage.Figures : UsageFigures.None;
            UsageFigures said = _usage.Figures;
            bool isExact = _isWhole && said.Output >= 0 && _events.Uncounted == 0;
            // Of what other calls send in events nobody knows what is a token.
            return isExact || _endMark == EndMark.None ? said : said.Estimated(_events.Uncounted);
        }
    }

    /// <summary>Events with data so far; 0 where it is no event stream.</summary>
    internal long Events => _isEventStream ? _events.Events : 0;

    /// <summary>
    /// Begins with a new connection; <paramref name="required"/> makes a missing end mark an error, and an answer with one of the statuses
    /// <paramref name="unwanted"/>, null for none, waits to be passed on. The event of a stream that says its usage is for us alone where
    /// <paramref name="hidesUsage"/> says that the caller did not ask for it. <paramref name="usageComesFirst"/> has all of a document searched for it.
    /// </summary>
    internal void Reset(EndMark endMark, bool required, RetryStatuses? unwanted, bool hidesUsage, bool usageComesFirst)
    {
        (_hidesUsage, _usageComesFirst) = (hidesUsage, usageComesFirst);
        _filter.Reset();
        (_unwanted, _waits) = (unwanted, false);
        _reader.Reset(headRequest: false);
        (_endMark, _requireEndMark, LeavesConnectionClean, PayloadBytes) = (endMark, required, false, 0);
        Clear();
    }

    /// <summary>Forgets what the last answer was, for a request that may end without one.</summary>
    internal void Clear() => (_isEventStream, _isJson, _isWhole, HasBegun) = (false, false, false, false);

    /// <summary>Whether it is a stream of events.</summary>
    internal bool IsEventStream => _isEventStream;

    /// <summary>Bytes of its body so far.</summary>
    internal long PayloadBytes { get; private set; }

    /// <summary>Bytes of it that were for the caller.</summary>
    internal long DeliveredBytes => PayloadBytes - _filter.Dropped;

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
                    PayloadBytes += payload.Length;
                    if (_isEventStream && _hidesUsage)
                        _filter.Deliver(payload);
                    else
                        _driver.Deliver(payload);
                    if (_isEventStream)
                        _events.Feed(payload);
                    else if (_isJson)
                        FeedEnd(payload);
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
        _filter.Flush();
        if (_isEventStream && _events.AtBoundary)
        {
            // Allocates, but a broken stream is rare and its client is about to be cut off.
            var text = new ArrayBufferWriter<byte>(512);
            text.Write(head.Dialect == ErrorDialect.Anthropic ? "event: error\ndata: "u8 : "data: "u8);
            ErrorBody.Write(text, fault, head.Dialect, head.RequestId.Span);
            text.Write("\n\n"u8);
            _driver.Deliver(text.WrittenSpan);
        }
        _driver.AbortResponse();
    }

    private void FeedEnd(ReadOnlySpan<byte> payload)
    {
        long skipped = _endAt - (PayloadBytes - payload.Length);
        if (skipped < payload.Length)
            _usage.Feed(payload[(int)Math.Max(0, skipped)..]);
    }

    private void Begin()
    {
        ResponseHead head = _reader.Head;
        (HasBegun, _waits) = (true, false);
        bool succeeds = head.Status is >= 200 and < 300;
        (_isEventStream, _isJson) = (succeeds && head.IsEventStream, succeeds && head.IsJson);
        if (_isEventStream)
            _events.Reset(_endMark);
        else if (_isJson)
            _usage.Reset(deepest: 1);
        _endAt = head.Framing == BodyFraming.Length && !_usageComesFirst ? head.ContentLength - EndBytes : 0;
        // An event stream never announces its length, so that its end stays ours to withhold.
        _driver.StartResponse(head, head.Framing switch
        {
            BodyFraming.None => 0,
            BodyFraming.Length when !_isEventStream => head.ContentLength,
            _ => -1,
        });
    }

    private AnswerStep End()
    {
        if (_requireEndMark && LacksEndMark)
            return AnswerStep.Cut;
        _filter.Flush();
        _isWhole = true;
        if (_isJson)
            _usage.EndDocument();
        return AnswerStep.Whole;
    }
}
