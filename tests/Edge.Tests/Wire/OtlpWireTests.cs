using System.Text.RegularExpressions;
using ConfigSync.Resources;
using Google.Protobuf;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace Edge.Tests.Wire;

/// <summary>Traces and metrics on their way: from a caller's fields through Edge to the replica's, and to a receiver of OTLP.</summary>
public sealed partial class OtlpWireTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = "b7ad6b7169203331";
    private const string Unwanted = "HTTP/1.1 503 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno";

    [DriverTheory]
    [InlineData("grpc")]
    [InlineData("http")]
    public async Task A_trace_goes_on_from_the_caller_to_the_replica_and_to_the_receiver(string protocol)
    {
        await using WireCollector collector = await WireCollector.StartAsync(protocol);
        string announced;
        await using (WireEdge edge = await StartAsync(collector.Config with { Sampling = 0 }))
        {
            string request = WireEdge.Post(fields: $"traceparent: 00-{TraceId}-{Parent}-01\r\ntracestate: congo=t61rcWkgMzE\r\n");
            (string head, _, string answer, _) = await edge.RelayAsync(request);
            answer.ShouldStartWith("HTTP/1.1 200 ");
            head.ShouldContain("\r\ntracestate: congo=t61rcWkgMzE\r\n");
            announced = Announced(head);
            Flags(head).ShouldBe("01");
            TraceOf(head).ShouldBe(TraceId);
        }
        IReadOnlyList<Span> spans = collector.Spans;
        Span server = spans.Single(span => span.Kind == Span.Types.SpanKind.Server), client = spans.Single(span => span.Kind == Span.Types.SpanKind.Client);
        spans.Count.ShouldBe(2);
        spans.ShouldAllBe(span => Hex(span.TraceId) == TraceId);
        Hex(server.ParentSpanId).ShouldBe(Parent);
        Hex(client.ParentSpanId).ShouldBe(Hex(server.SpanId));
        Hex(client.SpanId).ShouldBe(announced);
        (server.Name, client.Name).ShouldBe(("POST /v1/chat/completions", "chat accounts/default/deployments/m"));
        (Attribute(server, "http.response.status_code").IntValue, Attribute(client, "gen_ai.operation.name").StringValue).ShouldBe((200, "chat"));
        client.Events.Select(e => e.Name).ShouldBe(["edge.pick", "edge.lease", "edge.sent", "edge.first_byte"]);
        server.StartTimeUnixNano.ShouldBeLessThanOrEqualTo(client.StartTimeUnixNano);
        server.EndTimeUnixNano.ShouldBeGreaterThanOrEqualTo(client.StartTimeUnixNano);
        ResourceSpans of = collector.Traces.First();
        of.Resource.Attributes.Single(a => a.Key == "service.name").Value.StringValue.ShouldBe("edge-test");
        of.ScopeSpans.Single().Scope.Name.ShouldBe("Edge");
        collector.Tokens.ShouldAllBe(token => token == "one, two=%3");
    }

    [DriverFact]
    public async Task A_retry_is_two_spans_and_each_replica_was_told_its_own()
    {
        await using WireCollector collector = await WireCollector.StartAsync("grpc");
        using var other = new WireUpstream();
        var announced = new List<string>();
        await using (WireEdge edge = await StartAsync(collector.Config with { Sampling = 1 }, other))
        {
            using WireConnection client = await edge.ConnectAsync();
            await client.SendAsync(WireEdge.Post());
            foreach (string answer in new[] { Unwanted, WireEdge.Ok })
            {
                await WireEdge.UntilAsync(() => edge.Upstream.HasPending || other.HasPending, "no replica is asked");
                using WireConnection replica = await (edge.Upstream.HasPending ? edge.Upstream : other).AcceptAsync();
                announced.Add(Announced((await replica.ReceiveMessageAsync()).Head));
                await replica.SendAsync(answer);
            }
            (await client.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 200 ");
        }
        Span server = collector.Spans.Single(span => span.Kind == Span.Types.SpanKind.Server);
        server.ParentSpanId.ShouldBeEmpty();
        server.Events.ShouldHaveSingleItem().Name.ShouldBe("edge.retry");
        Span[] attempts = [.. collector.Spans.Where(span => span.Kind == Span.Types.SpanKind.Client).OrderBy(span => span.StartTimeUnixNano)];
        attempts.Select(span => Hex(span.SpanId)).ShouldBe(announced);
        attempts.Select(span => span.Status?.Code ?? Status.Types.StatusCode.Unset).ShouldBe([Status.Types.StatusCode.Error, Status.Types.StatusCode.Unset]);
        Attribute(attempts[0], "error.type").StringValue.ShouldBe("503");
    }

    [DriverTheory]
    [InlineData("grpc")]
    [InlineData("http")]
    public async Task What_fails_is_sent_though_it_was_not_sampled_and_nothing_else_is(string protocol)
    {
        await using WireCollector collector = await WireCollector.StartAsync(protocol);
        string failed;
        await using (WireEdge edge = await StartAsync(collector.Config with { Sampling = 0 }))
        {
            (string head, _, _, _) = await edge.RelayAsync(WireEdge.Post(), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
            Flags(head).ShouldBe("02");
            using WireConnection client = await edge.ConnectAsync();
            await client.SendAsync(WireEdge.Post());
            using WireConnection replica = await edge.Upstream.AcceptAsync();
            failed = TraceOf((await replica.ReceiveMessageAsync()).Head);
            replica.Dispose();
            (await client.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 502 ");
        }
        collector.Spans.Select(span => Hex(span.TraceId)).ShouldBe([failed, failed]);
        collector.Spans.ShouldAllBe(span => span.Status.Code == Status.Types.StatusCode.Error && Attribute(span, "error.type").StringValue == "upstream_closed");
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http")]
    public async Task Metrics_arrive_and_are_those_of_this_server_alone(string protocol)
    {
        await using WireCollector collector = await WireCollector.StartAsync(protocol);
        await using WireEdge neighbour = await WireEdge.StartAsync();
        for (int i = 0; i < 3; i++)
            await neighbour.RelayAsync(WireEdge.Post(), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        await using (WireEdge edge = await StartAsync(collector.Config with { Traces = false }))
        {
            // Without traces the field is none of ours.
            (string head, _, _, _) = await edge.RelayAsync(WireEdge.Post(fields: "traceparent: theirs\r\n"));
            head.ShouldContain("\r\ntraceparent: theirs\r\n");
        }
        collector.Count("edge.requests").ShouldBe(1);
        collector.Metrics.First().Resource.Attributes.Single(a => a.Key == "service.name").Value.StringValue.ShouldBe("edge-test");
        collector.Metrics.SelectMany(m => m.ScopeMetrics).Select(scope => scope.Scope.Name).Distinct().Order().ShouldBe(["Edge", "Edge.Telemetry", "System.Runtime"]);
        collector.Spans.ShouldBeEmpty();
        collector.Tokens.ShouldAllBe(token => token == "one, two=%3");
    }

    [DriverTheory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("nonsense")]
    public async Task Without_tracing_the_fields_pass_as_they_came(string parent)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        (string head, _, _, _) = await edge.RelayAsync(WireEdge.Post(fields: $"traceparent: {parent}\r\ntracestate: NONE\r\n"));
        head.ShouldContain($"\r\ntraceparent: {parent}\r\n");
        head.ShouldContain("\r\ntracestate: NONE\r\n");
    }

    [DriverFact]
    public async Task A_parent_that_is_none_begins_a_trace_anew()
    {
        await using WireCollector collector = await WireCollector.StartAsync("http");
        await using WireEdge edge = await StartAsync(collector.Config);
        (string head, _, _, _) = await edge.RelayAsync(WireEdge.Post(fields: $"traceparent: 00-{TraceId}-{Parent}-1\r\ntracestate: a=b\r\n"));
        TraceOf(head).ShouldNotBe(TraceId);
        head.ShouldNotContain("tracestate");
    }

    [Theory]
    [InlineData("grpc", "answered with gRPC status 14 full up")]
    [InlineData("http", "answered 503")]
    public async Task A_receiver_that_takes_no_metrics_is_told_to_the_operator(string protocol, string reason)
    {
        using var log = new WireLog();
        await using WireCollector collector = await WireCollector.StartAsync(protocol);
        collector.RefusesMetrics = true;
        await using (await WireEdge.StartAsync(change: config => config with { Telemetry = new TelemetryConfig { Otlp = collector.Config with { Traces = false } } }, loggers: log))
            log.Lines.ShouldNotContain(line => line.Contains("OTLP", StringComparison.Ordinal));
        await log.ExpectAsync(reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_receiver_that_is_not_there_is_told_to_the_operator_and_harms_nobody(bool metrics)
    {
        using var log = new WireLog();
        var gone = new OtlpConfig(new Uri("http://127.0.0.1:1")) { Sampling = 1, Traces = !metrics, Metrics = metrics, Headers = [new OtlpHeader("x-token", "secret-value")] };
        await using (WireEdge edge = await WireEdge.StartAsync(change: config => config with { Telemetry = new TelemetryConfig { Otlp = gone } }, loggers: log))
            (await edge.RelayAsync(WireEdge.Post())).Answer.ShouldStartWith("HTTP/1.1 200 ");
        await log.ExpectAsync("could not be sent by OTLP");
        log.Lines.ShouldNotContain(line => line.Contains("secret-value", StringComparison.Ordinal));
    }

    private static Task<WireEdge> StartAsync(OtlpConfig otlp, params WireUpstream[] others) => WireEdge.StartAsync(
        m => m with { Endpoints = [.. m.Endpoints, .. others.Select(other => new EndpointConfig(other.Url))] },
        config => config with { Telemetry = new TelemetryConfig { Otlp = otlp } });

    private static string TraceOf(string head) => Field(head).Groups["trace"].Value;

    private static string Announced(string head) => Field(head).Groups["span"].Value;

    private static string Flags(string head) => Field(head).Groups["flags"].Value;

    private static Match Field(string head) => TraceParentField().Matches(head).ShouldHaveSingleItem();

    private static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);

    private static AnyValue Attribute(Span span, string name) => span.Attributes.Single(attribute => attribute.Key == name).Value;

    [GeneratedRegex("\r\ntraceparent: 00-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})\r\n", RegexOptions.IgnoreCase)]
    private static partial Regex TraceParentField();
}
