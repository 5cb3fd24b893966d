using System.Buffers;
using System.IO.Pipelines;
using Edge.Buffers;
using Edge.Faults;
using Edge.Forwarding;
using Edge.Http1;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Drivers;

/// <summary>
/// The half of a pump that faces the client, over Kestrel's HTTP: one body read and one flush at a time. Runs on the
/// exchange's thread.
/// </summary>
internal sealed class ClientSide
{
    // Kestrel does not say when flushed bytes have left, and an abort drops those that have not: the last words of an answer
    // get this long, in ms. It is some beats of the heartbeat, and no one waits for it but the client that is cut off.
    private const int HangupGrace = 150;
    private readonly CoarseClock _clock;
    private readonly Leg<ReadResult> _body;
    private readonly Leg<FlushResult> _flush;
    private readonly VoidLeg _complete;
    private IFeatureCollection _features = null!;
    private IHttpResponseFeature _response = null!;
    private IHttpResponseBodyFeature _responseBody = null!;
    private PipeReader _reader = null!;
    private PipeWriter _writer = null!;
    private CancellationTokenRegistration _gone;
    private long _hangupAt = long.MaxValue;
    private bool _dirty;
    private bool _flushed;
    private bool _lengthKnown;
    private bool _ended;
    private bool _completed;
    private bool _aborting;
    private bool _hangingUp;

    internal ClientSide(Action<Signals> signal, CoarseClock clock)
    {
        _clock = clock;
        _body = new Leg<ReadResult>(() => signal(Signals.Body));
        _flush = new Leg<FlushResult>(() => signal(Signals.Flushed));
        _complete = new VoidLeg(() => signal(Signals.Flushed));
    }

    /// <summary>Whether nothing is under way any more.</summary>
    internal bool IsQuiet => !_body.Pending && !_flush.Pending && !_complete.Pending && !_hangingUp;

    /// <summary>When an answer that is being broken off is cut, in ms of the coarse clock. May be read from any thread.</summary>
    internal long HangupAt { get => Volatile.Read(ref _hangupAt); private set => Volatile.Write(ref _hangupAt, value); }

    /// <summary>Takes a request in; <paramref name="gone"/> is called with <paramref name="state"/> when its client leaves.</summary>
    internal void Attach(IFeatureCollection features, Action<object?> gone, object state)
    {
        _features = features;
        _response = features.GetRequiredFeature<IHttpResponseFeature>();
        _responseBody = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _reader = features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
        _writer = _responseBody.Writer;
        (_dirty, _flushed, _ended, _completed, _aborting, _hangingUp) = (false, false, false, false, false, false);
        HangupAt = long.MaxValue;
        _gone = features.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted.UnsafeRegister(gone, state);
    }

    /// <summary>Lets the request go. Kestrel would end an answer that is not whole as if it were: that one is cut instead.</summary>
    internal void Detach()
    {
        _gone.Dispose();
        if (!_ended)
            Hangup();
        (_features, _response, _responseBody, _reader, _writer) = (null!, null!, null!, null!, null!);
    }

    /// <summary>Begins the answer with the upstream's head.</summary>
    internal void StartResponse(ResponseHead head, RequestHead request, long length)
    {
        KestrelResponse.Start(_response, head, request, length);
        _lengthKnown = length >= 0;
        _dirty = true;
    }

    /// <summary>Adds to the answer.</summary>
    internal void Deliver(ReadOnlySpan<byte> payload)
    {
        _writer.Write(payload);
        _dirty = true;
    }

    /// <summary>Answers with an error.</summary>
    internal void Reject(Fault fault, RequestHead head)
    {
        KestrelResponse.Error(_response, _writer, fault, head);
        (_dirty, _ended) = (true, true);
    }

    /// <summary>The answer is whole.</summary>
    internal void End() => _ended = true;

    /// <summary>The answer can't become whole: what was delivered goes out, then the connection or stream is cut.</summary>
    internal void Abort()
    {
        _aborting = true;
        Close();
    }

    /// <summary>The rest of the request is not wanted: what was delivered goes out, then the connection or stream is cut.</summary>
    internal void Close()
    {
        _hangingUp = true;
        HangupAt = _clock.Now + HangupGrace;
    }

    /// <summary>Carries out what the exchange asked for, as far as it goes without waiting. True when an event was reported.</summary>
    internal bool Step(Exchange exchange) => StepOut(exchange) || StepBody(exchange);

    /// <summary>Bytes of the body, its end, or its failure.</summary>
    internal void OnBody(Exchange exchange)
    {
        ReadResult result;
        try
        {
            result = _body.Take();
        }
        catch (BadHttpRequestException e)
        {
            exchange.BodyFailed(new Fault(e.StatusCode == StatusCodes.Status408RequestTimeout ? FaultKind.RequestTimeout : FaultKind.BadRequest));
            return;
        }
        catch (Exception e) when (IsGone(e))
        {
            exchange.ClientGone();
            return;
        }
        if (!result.IsCanceled)
            Report(exchange, result);
        try
        {
            _reader.AdvanceTo(result.Buffer.End);
        }
        catch (Exception e) when (IsGone(e))
        {
            exchange.ClientGone();
        }
    }

    /// <summary>A flush is over.</summary>
    internal void OnFlushed(Exchange exchange)
    {
        bool gone = false;
        try
        {
            if (_complete.Pending)
                _complete.Take();
            else
                gone = _flush.Take() is { IsCanceled: true } or { IsCompleted: true };
        }
        catch (Exception e) when (IsGone(e))
        {
            gone = true;
        }
        if (gone)
            exchange.ClientGone();
        else
            exchange.ClientReady();
    }

    /// <summary>The exchange is over: what still waits for the client is let go.</summary>
    internal void Quit()
    {
        if (!_body.Pending)
            return;
        try
        {
            _reader.CancelPendingRead();
        }
        catch (Exception e) when (IsGone(e))
        {
            // Kestrel has given the body up already; the read ends by itself.
        }
    }

    /// <summary>After a mistake: lets go of whatever is over.</summary>
    internal void Settle()
    {
        (_hangingUp, HangupAt) = (false, long.MaxValue);
        if (_features is not null)
            Quit();
        _body.Settle();
        _flush.Settle();
        _complete.Settle();
    }

    private bool StepOut(Exchange exchange)
    {
        if (_hangingUp && _clock.Now >= HangupAt)
            Hangup();
        if (_flush.Pending || _complete.Pending)
            return false;
        if (_ended && !_aborting)
        {
            // Whatever ends the answer sends what is left of it, but for one of known length whose head is out already.
            if (_dirty && _flushed && _lengthKnown)
                return Flush(exchange);
            // Kestrel ends the answer itself once the request is let go; only what happens until then needs it to end before.
            bool letGo = exchange.Phase == ExchangePhase.Finished && !_hangingUp;
            return !_completed && !letGo && Complete(exchange);
        }
        return _dirty && Flush(exchange);
    }

    private bool Flush(Exchange exchange)
    {
        (_dirty, _flushed) = (false, true);
        try
        {
            if (!_flush.Start(_writer.FlushAsync()))
            {
                exchange.ClientSlow();
                return false;
            }
        }
        catch (Exception e) when (IsGone(e))
        {
            exchange.ClientGone();
            return true;
        }
        OnFlushed(exchange);
        return true;
    }

    private bool Complete(Exchange exchange)
    {
        (_completed, _dirty) = (true, false);
        try
        {
            if (!_complete.Start(new ValueTask(_responseBody.CompleteAsync())))
                return false;
            _complete.Take();
        }
        catch (Exception e) when (IsGone(e))
        {
            exchange.ClientGone();
        }
        return true;
    }

    private bool StepBody(Exchange exchange)
    {
        if (_body.Pending || !exchange.WantsBody)
            return false;
        try
        {
            if (!_body.Start(_reader.ReadAsync()))
                return false;
        }
        catch (Exception e) when (IsGone(e))
        {
            exchange.ClientGone();
            return true;
        }
        OnBody(exchange);
        return true;
    }

    private static void Report(Exchange exchange, ReadResult result)
    {
        long left = result.Buffer.Length;
        if (left == 0)
            exchange.BodyArrived(default, result.IsCompleted);
        foreach (ReadOnlyMemory<byte> segment in result.Buffer)
        {
            left -= segment.Length;
            if (!segment.IsEmpty)
                exchange.BodyArrived(segment.Span, result.IsCompleted && left == 0);
        }
    }

    private void Hangup()
    {
        (_hangingUp, HangupAt) = (false, long.MaxValue);
        // A caller of HTTP/1.0 takes the end of its connection for that of an answer without a length; only a reset tells it.
        if (_aborting && !_lengthKnown && _features.GetRequiredFeature<IHttpRequestFeature>().Protocol == "HTTP/1.0")
            _features.Get<IConnectionSocketFeature>()?.Socket.Close(timeout: 0);
        _features.Get<IHttpRequestLifetimeFeature>()?.Abort();
    }

    private static bool IsGone(Exception e) =>
        e is ConnectionResetException or ConnectionAbortedException or OperationCanceledException or IOException or InvalidOperationException;
}
