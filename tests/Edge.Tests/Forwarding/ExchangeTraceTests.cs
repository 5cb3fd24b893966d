using Edge.Faults;
using Edge.Telemetry.Records;
using Edge.Telemetry.Tracing;

namespace Edge.Tests.Forwarding;

/// <summary>What an exchange says upstream of the trace of its request, and what it leaves of it.</summary>
public sealed class ExchangeTraceTests
{
    private const string Body = """{"model":"m"}""";
    private static readonly TraceContext Trace = new(0x0af7651916cd43dd, 0x8448eb211c80319c, 0xb7ad6b7169203331, 0x0123456789abcdef, TraceContext.Sampled);

    [Fact]
    public void Each_attempt_is_announced_under_a_span_of_its_own()
    {
        var script = new ExchangeScript(endpoints: 2);
        script.Exchange.Head.Trace = Trace;
        script.Exchange.Head.TraceState.Append("tracestate: a=1\r\n"u8);
        script.Posted(Body).Leased().Send().ShouldContain(Fields(1));
        script.Upstream("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n").Leased().Send().ShouldContain(Fields(2));
        script.Upstream("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        IReadOnlyList<RequestRecord> records = script.Records.Read();
        records.Select(record => (int)record.Attempts).ShouldBe([1, 2]);
        records.ShouldAllBe(record => record.Trace.Span == Trace.Span && record.Trace.Parent == Trace.Parent && record.Trace.Low == Trace.Low);
    }

    [Fact]
    public void A_repeat_on_the_same_replica_is_another_attempt()
    {
        var script = new ExchangeScript();
        script.Exchange.Head.Trace = Trace;
        script.Posted(Body).Leased(reused: true).Send().ShouldContain(Field(1));
        script.Closed().Leased().Send().ShouldContain(Field(2));
    }

    [Fact]
    public void Nothing_is_said_of_a_request_without_a_trace()
    {
        var script = new ExchangeScript();
        script.Posted(Body).Leased().Send().ShouldNotContain("trace");
    }

    [Fact]
    public void The_next_request_of_the_same_exchange_has_no_trace_of_the_last_one()
    {
        var script = new ExchangeScript();
        script.Exchange.Head.Trace = Trace;
        script.Exchange.Head.TraceState.Append("tracestate: a=1\r\n"u8);
        script.Posted(Body).Exchange.Stop();
        script.Exchange.Clear();
        script.Posted(Body).Leased().Send().ShouldNotContain("trace");
    }

    [Fact]
    public void What_is_refused_for_its_head_leaves_its_trace()
    {
        var script = new ExchangeScript();
        script.Exchange.Head.Trace = Trace;
        script.Exchange.BeginRefused(new Fault(FaultKind.InvalidKey));
        script.Exchange.BodyArrived(default, last: true);
        script.Records.Read().ShouldHaveSingleItem().Trace.Span.ShouldBe(Trace.Span);
    }

    private static string Fields(int attempt) => $"{Field(attempt)}tracestate: a=1\r\n";

    private static string Field(int attempt) => $"\r\ntraceparent: 00-0af7651916cd43dd8448eb211c80319c-{Trace.SpanOfAttempt(attempt):x16}-01\r\n";
}
