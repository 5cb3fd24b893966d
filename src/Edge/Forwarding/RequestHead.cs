using Edge.Buffers;
using Edge.Faults;
using Edge.Intake;
using Edge.Telemetry.Records;
using Edge.Telemetry.Tracing;

namespace Edge.Forwarding;

/// <summary>
/// What a driver keeps of a request's head: bytes that can be written upstream as they are, for each attempt again.
/// Reused from request to request; one thread at a time.
/// </summary>
internal sealed class RequestHead
{
    /// <summary>Path below the base and the query: <c>/chat/completions?x=1</c>.</summary>
    internal ByteBuffer Target { get; } = new(256);

    /// <summary>The caller's fields that go on, each <c>name: value CRLF</c>, checked; ours among them, <c>x-request-id</c> for one.</summary>
    internal ByteBuffer Fields { get; } = new();

    /// <summary><c>X-Forwarded-*</c> and <c>Forwarded</c>; left out towards <c>https</c> upstreams.</summary>
    internal ByteBuffer Forwarded { get; } = new(256);

    /// <summary>Content-Length, or -1 for a chunked body.</summary>
    internal long ContentLength { get; set; }

    /// <summary>How an event stream that answers this call must end.</summary>
    internal EndMark EndMark { get; set; }

    /// <summary>Which call it is.</summary>
    internal CallOperation Operation { get; set; }

    /// <summary>Whether it may be sent a second time after it left us.</summary>
    internal bool IsRepeatable { get; set; }

    /// <summary>Which session it is of, by its <c>x-session-affinity</c> (<see cref="SessionKey"/>); 0 where it has none.</summary>
    internal ulong Session { get; set; }

    /// <summary>What the caller asks for; zeros where it asks for nothing.</summary>
    internal CallTimeouts Timeouts;

    /// <summary>How many replicas were asked so far; an answer says it where it is more than one.</summary>
    internal int Attempts { get; set; }

    /// <summary>The shape of its error bodies.</summary>
    internal ErrorDialect Dialect { get; set; }

    /// <summary>The value of <c>x-request-id</c>, ASCII.</summary>
    internal ByteBuffer RequestId { get; } = new(128);

    /// <summary>Its trace; off where none are made.</summary>
    internal TraceContext Trace;

    /// <summary>The caller's fields <c>tracestate</c>, each <c>name: value CRLF</c>, where the trace goes on. Takes no memory until one comes.</summary>
    internal ByteBuffer TraceState { get; } = new(0);

    /// <summary>What its answer says of its way through Edge.</summary>
    internal AnswerDetails Details { get; } = new();

    /// <summary>Forgets the last request.</summary>
    internal void Clear()
    {
        Target.Clear();
        Fields.Clear();
        Forwarded.Clear();
        RequestId.Clear();
        TraceState.Clear();
        Details.Clear();
        Trace = default;
        (Session, Attempts, Timeouts, Operation) = (0, 0, default, CallOperation.Other);
    }
}
