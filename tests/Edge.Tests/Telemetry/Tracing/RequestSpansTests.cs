using System.Diagnostics;
using Edge.Faults;
using Edge.Telemetry.Records;
using Edge.Telemetry.Tracing;
using Edge.Tests.Telemetry.AccessLog;

namespace Edge.Tests.Telemetry.Tracing;

public sealed class RequestSpansTests : IDisposable
{
    // Two seconds before the noon of the clock, as the record is.
    private static readonly DateTimeOffset Began = new(2026, 1, 31, 9, 59, 58, TimeSpan.Zero);
    private static readonly TraceContext Trace = new(0x0af7651916cd43dd, 0x8448eb211c80319c, 0xb7ad6b7169203331, 0x0123456789abcdef, TraceContext.Sampled);
    private readonly SpanList _list = new();

    public void Dispose() => _list.Dispose();

    [Fact]
    public void A_request_that_was_answered_is_a_span_as_it_was_served_and_one_as_it_was_sent()
    {
        IReadOnlyList<Activity> spans = Write(Answered());
        Activity server = spans[0], client = spans[1];
        spans.Count.ShouldBe(2);
        (server.Kind, server.DisplayName, server.Status).ShouldBe((ActivityKind.Server, "POST /v1/chat/completions", ActivityStatusCode.Unset));
        (client.Kind, client.DisplayName, client.Status).ShouldBe((ActivityKind.Client, "chat accounts/acme/routers/chat", ActivityStatusCode.Unset));
        SpanList.Tags(server).ShouldBe(
        [
            "http.request.method=POST", "http.route=/v1/chat/completions", "http.response.status_code=200", "http.request.body.size=120",
            "http.response.body.size=640", "gen_ai.operation.name=chat", "gen_ai.request.model=accounts/acme/routers/chat", "edge.request.id=req-1",
            "edge.account=acme", "edge.key=mobile app", "edge.router=accounts/acme/routers/chat", "edge.deployment=accounts/acme/deployments/llama",
            "edge.replica=http://10.0.0.1:8000/", "edge.outcome=answered", "edge.attempts=1",
        ]);
        SpanList.Tags(client).ShouldBe(
        [
            "gen_ai.operation.name=chat", "gen_ai.provider.name=openai", "gen_ai.request.model=accounts/acme/routers/chat", "server.address=10.0.0.1",
            "server.port=8000", "http.request.method=POST", "http.response.status_code=200", "edge.deployment=accounts/acme/deployments/llama",
            "edge.replica=http://10.0.0.1:8000/", "edge.attempt=1",
        ]);
        SpanList.Events(server, Began).ShouldBeEmpty();
        SpanList.Events(client, Began).ShouldBe(["2 edge.pick", "4 edge.lease edge.connection.reused=False", "5 edge.sent", "250 edge.first_byte"]);
        (server.StartTimeUtc, server.Duration).ShouldBe((Began.UtcDateTime, TimeSpan.FromMilliseconds(500)));
        (client.StartTimeUtc, client.Duration).ShouldBe((Began.UtcDateTime.AddMilliseconds(2), TimeSpan.FromMilliseconds(498)));
    }

    [Fact]
    public void Spans_have_the_ids_that_were_made_at_the_head()
    {
        IReadOnlyList<Activity> spans = Write(Answered());
        spans.ShouldAllBe(span => span.TraceId.ToHexString() == "0af7651916cd43dd8448eb211c80319c" && span.Recorded);
        (spans[0].SpanId.ToHexString(), spans[0].ParentSpanId.ToHexString(), spans[0].HasRemoteParent).ShouldBe(("0123456789abcdef", "b7ad6b7169203331", true));
        (spans[1].SpanId.ToHexString(), spans[1].ParentSpanId.ToHexString(), spans[1].HasRemoteParent).ShouldBe(
            (Trace.SpanOfAttempt(1).ToString("x16"), "0123456789abcdef", false));
        spans[0].Id.ShouldBe("00-0af7651916cd43dd8448eb211c80319c-0123456789abcdef-01");
    }

    [Fact]
    public void A_trace_that_begins_here_has_a_span_without_a_parent()
    {
        RequestRecord record = Answered();
        record.Trace = new TraceContext(1, 2, 0, 3, 0);
        Activity server = Write(record)[0];
        (server.ParentSpanId, server.HasRemoteParent, server.Parent).ShouldBe((default, false, null));
        server.TraceId.ToHexString().ShouldBe("00000000000000010000000000000002");
        // It is exported, so it was kept.
        server.Recorded.ShouldBeTrue();
    }

    [Fact]
    public void Each_attempt_is_a_span_and_the_request_tells_of_its_retries()
    {
        RequestRecord refused = Attempt(1, FaultKind.ConnectFailed, 0), unwanted = Attempt(2, FaultKind.None, 503), request = Answered();
        (unwanted.Leased, unwanted.IsReused, unwanted.Ended, unwanted.Provider) = (98_004, true, 98_006, "acme");
        request.Attempts = 3;
        IReadOnlyList<Activity> spans = Write(request, refused, unwanted);
        spans.Count.ShouldBe(4);
        SpanList.Events(spans[0], Began).ShouldBe(["3 edge.retry edge.attempt=1 error.type=connect_failed", "6 edge.retry edge.attempt=2 http.response.status_code=503"]);
        spans.Skip(1).Select(span => span.SpanId.ToHexString()).ShouldBe([.. new[] { 1, 2, 3 }.Select(i => Trace.SpanOfAttempt(i).ToString("x16"))]);
        spans.Skip(1).Select(span => span.Status).ShouldBe([ActivityStatusCode.Error, ActivityStatusCode.Error, ActivityStatusCode.Unset]);
        SpanList.Tags(spans[1]).ShouldContain("error.type=connect_failed");
        SpanList.Tags(spans[1]).ShouldNotContain(tag => tag.StartsWith("http.response", StringComparison.Ordinal) || tag.StartsWith("http.request.resend", StringComparison.Ordinal));
        SpanList.Tags(spans[2]).ShouldBeSubsetOf(
        [
            "gen_ai.operation.name=chat", "gen_ai.provider.name=acme", "gen_ai.request.model=accounts/acme/routers/chat", "server.address=10.0.0.2", "server.port=443",
            "http.request.method=POST", "http.response.status_code=503", "http.request.resend_count=1", "edge.deployment=accounts/acme/deployments/llama",
            "edge.replica=https://10.0.0.2/", "edge.attempt=2", "error.type=503",
        ]);
        SpanList.Events(spans[2], Began).ShouldBe(["2 edge.pick", "4 edge.lease edge.connection.reused=True"]);
    }

    [Fact]
    public void What_failed_for_the_upstream_is_an_error_and_what_the_caller_did_wrong_is_none()
    {
        RequestRecord failed = Answered();
        (failed.Fault, failed.Status, failed.FirstByte, failed.Outcome, failed.Stage) = (FaultKind.FirstByteTimeout, 504, 0, RequestOutcome.Failed, RequestStage.Awaiting);
        IReadOnlyList<Activity> spans = Write(failed);
        spans.ShouldAllBe(span => span.Status == ActivityStatusCode.Error);
        SpanList.Tags(spans[0]).ShouldContain("error.type=first_byte_timeout");
        SpanList.Tags(spans[0]).ShouldContain("edge.fault.side=upstream");
        SpanList.Tags(spans[0]).ShouldContain("edge.stage=awaiting");
        SpanList.Tags(spans[0]).ShouldContain("http.response.status_code=504");
        // The replica said nothing: 504 is Edge's own word.
        SpanList.Tags(spans[1]).ShouldNotContain(tag => tag.StartsWith("http.response", StringComparison.Ordinal));

        RequestRecord refused = AccessLines.Refused();
        refused.Trace = Trace;
        Activity only = Write(refused).Skip(2).ShouldHaveSingleItem();
        (only.DisplayName, only.Status).ShouldBe(("HTTP", ActivityStatusCode.Unset));
        SpanList.Tags(only).ShouldBe(
        [
            "http.response.status_code=401", "http.request.body.size=0", "http.response.body.size=0", "edge.request.id=req-2", "edge.outcome=refused",
            "edge.attempts=0", "edge.fault.side=caller", "edge.stage=intake", "error.type=invalid_api_key",
        ]);
    }

    [Fact]
    public void An_answer_of_the_replicas_that_is_an_error_is_one()
    {
        RequestRecord record = Answered();
        record.Status = 429;
        IReadOnlyList<Activity> spans = Write(record);
        spans.Select(span => span.Status).ShouldBe([ActivityStatusCode.Unset, ActivityStatusCode.Error]);
        record.Status = 500;
        Write(record).Skip(2).ShouldAllBe(span => span.Status == ActivityStatusCode.Error && SpanList.Tags(span).Contains("error.type=500"));
    }

    [Fact]
    public void Nobody_listening_means_that_nothing_is_made()
    {
        _list.Dispose();
        using var alone = new ActivitySource("Edge.Alone");
        new RequestSpans(alone, AccessLines.Clock).Write(Answered(), []);
        _list.Spans.ShouldBeEmpty();
    }

    internal static RequestRecord Answered()
    {
        RequestRecord record = AccessLines.Answered();
        (record.Trace, record.HasAttempt) = (Trace, true);
        return record;
    }

    internal static RequestRecord Attempt(int number, FaultKind fault, short status) => new()
    {
        Began = 98_000,
        Routed = 98_001,
        Picked = 98_002,
        Ended = 98_003,
        Deployment = "accounts/acme/deployments/llama",
        Replica = "https://10.0.0.2/",
        Trace = Trace,
        Attempts = (byte)number,
        Fault = fault,
        Status = status,
        IsAttempt = true,
        HasAttempt = true,
    };

    private IReadOnlyList<Activity> Write(RequestRecord record, params RequestRecord[] attempts)
    {
        new RequestSpans(_list.Source, AccessLines.Clock).Write(in record, attempts);
        return _list.Spans;
    }
}
