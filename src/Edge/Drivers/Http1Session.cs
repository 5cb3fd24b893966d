using ConfigSync.Snapshots;
using Edge.Access;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Http1;
using Edge.Telemetry.Records;

namespace Edge.Drivers;

/// <summary>
/// One request after another of HTTP/1.1 connections, without I/O: bytes of a caller in, bytes for the caller out, an exchange in
/// between. It belongs to a connection while that has a request. Reused; one thread at a time; allocates nothing for a request that is
/// answered by a replica.
/// </summary>
internal sealed class Http1Session : IExchangeDriver
{
    // Below this a payload is joined with what goes out before it; above it a copy costs more than another piece of the same write.
    private const int JoinLimit = 16 * 1024;
    private readonly SessionServices _services;
    private ISessionPort _port = null!;
    private BodyFraming _framing;
    private ChunkedReader _chunks;
    private BodyRate _rate;
    private long _left;
    private bool _bodyOver;
    private bool _keepAlive;
    private bool _isOld;
    private bool _owesContinue;
    private bool _inChunks;
    private bool _isEndedByClose;

    /// <summary>Creates one at rest.</summary>
    internal Http1Session(SessionServices services)
    {
        _services = services;
        Exchange = new Exchange(services.Forwarding, this);
    }

    /// <summary>The request at hand.</summary>
    internal Exchange Exchange { get; }

    /// <summary>What becomes of the connection; final when <see cref="IsOver"/>.</summary>
    internal SessionFate Fate { get; private set; }

    /// <summary>
    /// Whether the caller may be sending what nobody reads: to close the connection under its bytes is a reset, which can destroy the answer.
    /// </summary>
    internal bool LeavesInput { get; private set; }

    /// <summary>Whether the request is over; its answer may still have to leave.</summary>
    internal bool IsOver => Exchange.Phase == ExchangePhase.Finished;

    /// <summary>Whether the caller's bytes are wanted now.</summary>
    internal bool WantsInput => !_bodyOver && Exchange.WantsBody;

    /// <summary>Whether the caller's bytes are the body as it is and will be kept: how many may be read straight into its memory, else 0.</summary>
    internal long InPlace => _framing == BodyFraming.Length && Exchange.TakesBodyInPlace ? _left : 0;

    /// <summary>When <see cref="Tick"/> has something to do, in ms of the coarse clock.</summary>
    internal long Deadline => _bodyOver || IsOver ? Exchange.Deadline : Math.Min(Exchange.Deadline, _rate.LookAt);

    private RequestHead Head => Exchange.Head;

    /// <summary>What an answer says of the connection, as a line: nothing where the version of the request says it (RFC 9112 §9.3).</summary>
    private ReadOnlySpan<byte> Connection => !_keepAlive ? "Connection: close\r\n"u8 : _isOld ? "Connection: keep-alive\r\n"u8 : default;

    /// <summary>
    /// Reads the head at the start of <paramref name="input"/>. When it begins a request, the session is <paramref name="port"/>'s until
    /// <see cref="Clear"/>, and <paramref name="consumed"/> says where the body starts.
    /// </summary>
    internal SessionStep Begin(ISessionPort port, ReadOnlySpan<byte> input, out int consumed)
    {
        consumed = 0;
        RequestHeadParser parser = _services.Parser;
        RequestParse parse = parser.Parse(input);
        if (parse == RequestParse.NeedMore)
            return SessionStep.NeedMore;
        _port = port;
        if (parse == RequestParse.Refused)
        {
            BeginRefused(port, new Fault(FaultOf(parser.Status), parser.Flaw));
            consumed = input.Length;
            return SessionStep.Begun;
        }
        if (!TryBegin(parser, input[..parser.Length]))
            return SessionStep.NotOurs;
        consumed = parser.Length;
        return SessionStep.Begun;
    }

    /// <summary>Answers a head that broke HTTP, or did not come in time; nothing of it is known, so the connection ends with that.</summary>
    internal void BeginRefused(ISessionPort port, Fault fault)
    {
        (_port, LeavesInput) = (port, true);
        RequestIds.Write(Head.RequestId, default);
        Head.Dialect = ErrorDialect.OpenAI;
        Head.ContentLength = 0;
        (_framing, _bodyOver, _keepAlive, _isOld, _owesContinue) = (BodyFraming.None, true, false, false, false);
        Exchange.BeginRefused(fault);
        Exchange.BodyArrived(default, last: true);
    }

    /// <summary>Takes bytes of the body; returns how many of them were. Fewer than all when the body ends, or no more is wanted now.</summary>
    internal int TakeBody(ReadOnlySpan<byte> input)
    {
        _rate.Came(input.Length);
        if (_framing == BodyFraming.Chunked)
            return TakeChunks(input);
        int count = (int)Math.Min(_left, input.Length);
        _left -= count;
        _bodyOver = _left == 0;
        _owesContinue = false;
        Exchange.BodyArrived(input[..count], _bodyOver);
        return count;
    }

    /// <summary>The caller is told to go on, if it waits for that (RFC 9110 §10.1.1): all that came with the head is taken, and more is wanted.</summary>
    internal void AskForBody()
    {
        if (!_owesContinue || !WantsInput || Exchange.Phase == ExchangePhase.Dropping)
            return;
        _owesContinue = false;
        _port.Output.Append("HTTP/1.1 100 Continue\r\n\r\n"u8);
    }

    /// <summary>Bytes of the body were read into the exchange's own memory, at most <see cref="InPlace"/>.</summary>
    internal void Filled(int count)
    {
        _rate.Came(count);
        _left -= count;
        _bodyOver = _left == 0;
        Exchange.BodyFilled(count, _bodyOver);
    }

    /// <summary>The clock has moved on.</summary>
    internal void Tick()
    {
        Exchange.Tick();
        if (_bodyOver || IsOver || _rate.Look(_services.Forwarding.Clock.Now, WantsInput))
            return;
        (_bodyOver, _keepAlive, LeavesInput) = (true, false, true);
        Exchange.BodyFailed(new Fault(FaultKind.RequestTimeout));
    }

    /// <summary>Makes ready for another request. The exchange is at its end, and nothing of it is in use.</summary>
    internal void Clear()
    {
        Exchange.Clear();
        _port = null!;
        (Fate, LeavesInput) = (SessionFate.KeepAlive, false);
    }

    void IExchangeDriver.Lease(Replica replica) => _port.Lease(replica);

    void IExchangeDriver.CancelLease() => _port.CancelLease();

    void IExchangeDriver.Release(bool reusable) => _port.Release(reusable);

    void IExchangeDriver.Drop() => _port.Drop();

    void IExchangeDriver.StartResponse(ResponseHead head, long length)
    {
        ByteBuffer output = _port.Output;
        ResponseWriter.Head(output, head, Head, _services.Date.Line);
        // A length is said where there may be content (RFC 9110 §8.6), and for 205, which must say that there is none.
        if (length >= 0 && head.Status is not 204 and not 304)
            RequestLines.ContentLength(output, length);
        else if (length < 0 && _isOld)
            _keepAlive = false;
        else if (length < 0)
            RequestLines.Chunked(output);
        _inChunks = length < 0 && !_isOld;
        // Whoever waits to be told to go on will not send the body now, or will; nobody can tell what its next bytes are.
        _keepAlive &= !_owesContinue && !_services.Settings.IsDraining;
        EndHead(output);
        _isEndedByClose = length < 0 && _isOld;
    }

    void IExchangeDriver.Deliver(ReadOnlySpan<byte> payload)
    {
        ByteBuffer output = _port.Output;
        if (_inChunks)
            RequestLines.ChunkHeader(output, payload.Length);
        if (output.Length + payload.Length <= JoinLimit)
            output.Append(payload);
        else
            _port.SendLarge(payload);
        if (_inChunks)
            output.Append("\r\n"u8);
    }

    void IExchangeDriver.EndResponse()
    {
        if (_inChunks)
            RequestLines.LastChunk(_port.Output);
        SettleFate();
    }

    void IExchangeDriver.AbortResponse() => Fate = _isEndedByClose ? SessionFate.Reset : SessionFate.Cut;

    void IExchangeDriver.Reject(Fault fault)
    {
        // A caller that reads this before its body is sent can spare itself the rest.
        bool isLong = _framing == BodyFraming.Length && _left > UnwantedBody.Worthwhile;
        _keepAlive &= fault.Kind != FaultKind.BadRequest && !_owesContinue && !isLong && !_services.Settings.IsDraining;
        ResponseWriter.Error(_port.Output, fault, Head, _services.Date.Line, Connection);
        SettleFate();
    }

    void IExchangeDriver.CloseClient() => (Fate, LeavesInput) = (SessionFate.Close, true);

    private void SettleFate()
    {
        // A drain that began behind the head could not be announced in it.
        if (!_keepAlive || _services.Settings.IsDraining)
            Fate = SessionFate.Close;
    }

    private void EndHead(ByteBuffer output)
    {
        output.Append(Connection);
        RequestLines.EndOfHead(output);
    }

    private bool TryBegin(RequestHeadParser parser, ReadOnlySpan<byte> head)
    {
        if (parser.Form == TargetForm.Other || (_services.Settings.CorsIsOn && parser.Has(RequestField.Origin)))
            return false;
        Call call = _services.Requests.CallOf(parser, head, out ReadOnlySpan<byte> query);
        if (call.Kind != CallKind.Inference || !parser.Method(head).SequenceEqual("POST"u8))
            return false;
        Fault fault = RawRequest.Judge(parser, head);
        if (fault.Kind == FaultKind.UpgradeUnsupported)
            return false;
        RawRequest.WriteRequestId(Head, parser, head);
        if (_services.Forwarding.Records.Tracing is { } tracing)
            TraceFields.Begin(Head, tracing, parser, head);
        (Head.Dialect, Head.Operation) = (call.Dialect, CallOperations.Of(call.Path));
        Head.ContentLength = parser.Framing == BodyFraming.Chunked ? -1 : parser.ContentLength;
        BeginBody(parser);
        RoutingSnapshot snapshot = _services.Snapshots.Current;
        CallerIdentity caller = _services.Keys.Identify(snapshot, RawRequest.KeyOf(parser, head), out Fault unknown);
        if (!caller.IsKnown)
            fault = unknown;
        else if (!fault.Any)
            fault = RawRequest.Write(Head, parser, head, snapshot, call, query);
        if (fault.Any)
        {
            _keepAlive &= fault.Kind != FaultKind.BadRequest;
            Exchange.BeginRefused(fault, caller);
        }
        else
        {
            RawRequest.WriteForwarded(Head, parser, head, _port.Remote, _port.RemoteIsV6, _port.IsTrusted, _port.Scheme);
            Exchange.Begin(snapshot, caller);
        }
        if (_bodyOver && !IsOver)
            Exchange.BodyArrived(default, last: true);
        return true;
    }

    private void BeginBody(RequestHeadParser parser)
    {
        _framing = parser.Framing;
        _chunks = default;
        _left = parser.Framing == BodyFraming.Length ? parser.ContentLength : 0;
        _bodyOver = parser.Framing == BodyFraming.None || (parser.Framing == BodyFraming.Length && _left == 0);
        (_keepAlive, _isOld) = (parser.KeepAlive, parser.MinorVersion == 0);
        _owesContinue = parser.ExpectsContinue && !_bodyOver && !_isOld;
        (_inChunks, _isEndedByClose) = (false, false);
        _rate.Begin(_services.Forwarding.Clock.Now);
    }

    private static FaultKind FaultOf(int status) => status switch
    {
        414 => FaultKind.RequestLineTooLong,
        431 => FaultKind.HeadTooLarge,
        505 => FaultKind.VersionUnsupported,
        _ => FaultKind.BadRequest,
    };

    private int TakeChunks(ReadOnlySpan<byte> input)
    {
        ReadOnlySpan<byte> rest = input;
        while (WantsInput)
        {
            switch (_chunks.Next(ref rest, out ReadOnlySpan<byte> payload))
            {
                case ResponseStep.NeedMore:
                    return input.Length;
                case ResponseStep.Payload:
                    _owesContinue = false;
                    Exchange.BodyArrived(payload, last: false);
                    break;
                case ResponseStep.End:
                    _bodyOver = true;
                    Exchange.BodyArrived(default, last: true);
                    break;
                default:
                    (_bodyOver, _keepAlive, LeavesInput) = (true, false, true);
                    Exchange.BodyFailed(new Fault(FaultKind.BadRequest));
                    break;
            }
        }
        return input.Length - rest.Length;
    }
}
