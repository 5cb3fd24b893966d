using System.Diagnostics;
using System.Globalization;
using System.Text;
using Edge.Faults;
using Edge.Telemetry.Records;
using Edge.Telemetry.Traffic;

namespace Edge.Telemetry.Tracing;

/// <summary>
/// The spans of a request, made when it is over: one as it was served (server) and one for each attempt (client), under the ids that were made
/// at its head. One thread at a time.
/// </summary>
/// <param name="source">What they come from; nobody listens to it, nothing is made.</param>
/// <param name="clock">That of the records.</param>
internal sealed class RequestSpans(ActivitySource source, RecordClock clock)
{
    /// <summary>Writes them: of <paramref name="request"/>, and of the <paramref name="attempts"/> that came to nothing before its last one.</summary>
    internal void Write(in RequestRecord request, IReadOnlyList<RequestRecord> attempts)
    {
        // Asked once, so that all times of a request have the same distance from the clock of the day.
        DateTimeOffset began = clock.At(request.Began);
        WriteServer(in request, attempts, began);
        foreach (RequestRecord attempt in attempts)
            WriteClient(in attempt, in request, began);
        if (request.HasAttempt)
            WriteClient(in request, in request, began);
    }

    private void WriteServer(in RequestRecord request, IReadOnlyList<RequestRecord> attempts, DateTimeOffset began)
    {
        string? method = MethodOf(in request);
        string? route = request.Operation == CallOperation.Other ? null : CallOperations.Route(request.Operation);
        string name = route is null ? method ?? "HTTP" : $"{method} {route}";
        if (Start(name, ActivityKind.Server, in request.Trace, request.Trace.Parent, isRemote: request.Trace.Parent != 0, began, request.Trace.Span) is not { } span)
            return;
        span.SetTag(Conventions.HttpMethod, method);
        span.SetTag(Conventions.HttpRoute, route);
        span.SetTag(Conventions.HttpStatus, request.Status == 0 ? null : (int)request.Status);
        span.SetTag("http.request.body.size", request.RequestBytes);
        span.SetTag("http.response.body.size", request.ResponseBytes);
        span.SetTag(Conventions.OperationName, GenAi(request.Operation));
        span.SetTag(Conventions.RequestModel, request.Router);
        span.SetTag("edge.request.id", Encoding.ASCII.GetString(request.RequestId.Span));
        span.SetTag("edge.account", request.Account);
        span.SetTag("edge.key", request.Key);
        span.SetTag(Conventions.Router, request.Router);
        span.SetTag(Conventions.Deployment, request.Deployment);
        span.SetTag(Conventions.Replica, request.Replica);
        span.SetTag(Conventions.Outcome, request.Outcome.Word());
        span.SetTag("edge.attempts", (int)request.Attempts);
        if (request.IsStream)
            span.SetTag("edge.stream", true);
        if (request.Fault != FaultKind.None)
        {
            span.SetTag("edge.fault.side", FaultSides.Word(FaultTable.Of(request.Fault).Side));
            span.SetTag("edge.stage", request.Stage.Word());
        }
        foreach (RequestRecord attempt in attempts)
            span.AddEvent(new ActivityEvent("edge.retry", After(began, request.Began, attempt.Ended), Retry(in attempt)));
        // To the caller a refusal for its own mistake is an answer.
        Settle(span, in request, errorFrom: 500, After(began, request.Began, request.Ended));
    }

    private void WriteClient(in RequestRecord attempt, in RequestRecord request, DateTimeOffset began)
    {
        TraceContext trace = request.Trace;
        string? operation = GenAi(request.Operation);
        DateTimeOffset picked = After(began, request.Began, attempt.Picked);
        if (Start($"{operation ?? "POST"} {request.Router}", ActivityKind.Client, in trace, trace.Span, isRemote: false, picked, trace.SpanOfAttempt(attempt.Attempts)) is not { } span)
            return;
        span.SetTag(Conventions.OperationName, operation);
        span.SetTag(Conventions.ProviderName, attempt.Provider ?? "openai");
        span.SetTag(Conventions.RequestModel, request.Router);
        if (Uri.TryCreate(attempt.Replica, UriKind.Absolute, out Uri? url))
        {
            span.SetTag(Conventions.ServerAddress, url.Host);
            span.SetTag(Conventions.ServerPort, url.Port);
        }
        span.SetTag(Conventions.HttpMethod, "POST");
        span.SetTag(Conventions.HttpStatus, StatusOf(in attempt) is var status and not 0 ? status : null);
        if (attempt.Attempts > 1)
            span.SetTag("http.request.resend_count", attempt.Attempts - 1);
        span.SetTag(Conventions.Deployment, attempt.Deployment);
        span.SetTag(Conventions.Replica, attempt.Replica);
        span.SetTag("edge.attempt", (int)attempt.Attempts);
        span.AddEvent(new ActivityEvent("edge.pick", picked));
        if (attempt.Leased != 0)
            span.AddEvent(new ActivityEvent("edge.lease", After(began, request.Began, attempt.Leased), new ActivityTagsCollection { ["edge.connection.reused"] = attempt.IsReused }));
        if (attempt.Sent != 0)
            span.AddEvent(new ActivityEvent("edge.sent", After(began, request.Began, attempt.Sent)));
        if (attempt.FirstByte != 0)
            span.AddEvent(new ActivityEvent("edge.first_byte", After(began, request.Began, attempt.FirstByte)));
        if (attempt.FirstChunk != 0)
            span.AddEvent(new ActivityEvent("edge.first_chunk", After(began, request.Began, attempt.FirstChunk)));
        Settle(span, in attempt, errorFrom: 400, After(began, request.Began, attempt.Ended));
    }

    private Activity? Start(string name, ActivityKind kind, in TraceContext trace, ulong parent, bool isRemote, DateTimeOffset began, ulong id)
    {
        // What is exported was kept, whatever was decided at its head.
        var context = new ActivityContext(ActivityIds.TraceId(in trace), ActivityIds.SpanId(parent), ActivityTraceFlags.Recorded, traceState: null, isRemote);
        Activity? span = source.StartActivity(kind, context, startTime: began, name: name);
        // Spans are made one by one, of records: none is within another one that this thread has begun.
        Activity.Current = null;
        if (span is not null)
            ActivityIds.Set(span, id);
        return span;
    }

    private static void Settle(Activity span, in RequestRecord record, int errorFrom, DateTimeOffset ended)
    {
        if (record.Fault != FaultKind.None)
            span.SetTag(Conventions.ErrorType, FaultTable.Of(record.Fault).Code);
        else if (record.Status >= errorFrom)
            span.SetTag(Conventions.ErrorType, record.Status.ToString(CultureInfo.InvariantCulture));
        bool failed = record.Fault == FaultKind.None ? record.Status >= errorFrom : FaultTable.Of(record.Fault).Side != FaultSide.Caller;
        if (failed)
            span.SetStatus(ActivityStatusCode.Error);
        span.SetEndTime(ended.UtcDateTime);
        span.Stop();
    }

    private static ActivityTagsCollection Retry(in RequestRecord attempt)
    {
        var tags = new ActivityTagsCollection { ["edge.attempt"] = (int)attempt.Attempts };
        if (attempt.Fault != FaultKind.None)
            tags[Conventions.ErrorType] = FaultTable.Of(attempt.Fault).Code;
        else
            tags[Conventions.HttpStatus] = (int)attempt.Status;
        return tags;
    }

    // What was refused before it was understood may have come by any method.
    private static string? MethodOf(in RequestRecord request) =>
        CallOperations.IsOwn(request.Operation) ? "GET" : request.Operation != CallOperation.Other || request.Routed != 0 ? "POST" : null;

    // The status of a request that got no answer of a replica is Edge's own.
    private static int StatusOf(in RequestRecord attempt) => attempt.Fault == FaultKind.None || attempt.FirstByte != 0 ? attempt.Status : 0;

    private static string? GenAi(CallOperation operation) => operation == CallOperation.Other || CallOperations.IsOwn(operation) ? null : CallOperations.GenAi(operation);

    private DateTimeOffset After(DateTimeOffset began, long from, long to) => began + TimeSpan.FromSeconds(clock.Between(from, to) ?? 0);
}
