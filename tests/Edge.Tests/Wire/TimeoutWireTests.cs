using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>Time that a caller asks for with one call (docs/specs/openai.md, "Timeouts").</summary>
public class TimeoutWireTests
{
    private const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    [DriverTheory]
    [InlineData("x-edge-timeout-first-byte: 50ms", "first_byte_timeout")]
    [InlineData("X-Edge-Timeout-Total: 1s", "total_timeout")]
    [InlineData("x-edge-timeout-total: 1s\r\nx-edge-timeout-first-byte: 1h", "total_timeout")]
    public async Task A_replica_that_takes_longer_is_let_go(string fields, string code)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(fields: fields + "\r\n"));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (string head, _) = await replica.ReceiveMessageAsync();
        head.ToLowerInvariant().ShouldNotContain("x-edge-timeout");
        (string answer, string body) = await client.ReceiveMessageAsync();
        answer.ShouldStartWith("HTTP/1.1 504 ");
        body.ShouldContain(code);
        await replica.ExpectClosedAsync();
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_stream_that_goes_silent_is_told_and_cut()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(fields: "x-edge-timeout-idle: 50ms\r\n"));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(StreamHead + "9\r\ndata: 1\n\n\r\n");
        await client.ReceiveUntilAsync("idle_timeout");
        await replica.ExpectClosedAsync();
    }

    [DriverFact]
    public async Task A_connection_that_does_not_come_is_not_waited_for()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Limits = new LimitsConfig { MaxConnections = 1 } });
        using WireConnection first = await edge.ConnectAsync();
        await first.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (string answer, string body) = await edge.AskAsync(WireEdge.Post(fields: "x-edge-timeout-connect: 50ms\r\n"));
        answer.ShouldStartWith("HTTP/1.1 504 ");
        body.ShouldContain("connect_timeout");
    }

    [DriverFact]
    public async Task The_deployment_gives_no_more_than_it_has()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Timeouts = new TimeoutsConfig { FirstByte = TimeSpan.FromMilliseconds(50) } });
        (string answer, string body) = await edge.AskAsync(WireEdge.Post(fields: "x-edge-timeout-first-byte: 24h\r\n"));
        answer.ShouldStartWith("HTTP/1.1 504 ");
        body.ShouldContain("first_byte_timeout");
    }

    [DriverTheory]
    [InlineData("x-edge-timeout-total: 0")]
    [InlineData("x-edge-timeout-total: off")]
    [InlineData("x-edge-timeout-total: -5s")]
    [InlineData("x-edge-timeout-total: 25h")]
    [InlineData("x-edge-timeout-total: 5 s")]
    [InlineData("x-edge-timeout-totally: 5s")]
    [InlineData("x-edge-timeout-total: 99999999999999")]
    public async Task What_is_no_time_is_refused(string field)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        (string answer, string body) = await edge.AskAsync(WireEdge.Post(fields: field + "\r\n"));
        answer.ShouldStartWith("HTTP/1.1 400 ");
        body.ShouldContain("x-edge-timeout-connect");
        await edge.ExpectIdleAsync();
    }
}
