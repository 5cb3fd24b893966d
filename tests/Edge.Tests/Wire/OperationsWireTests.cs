using System.Net;
using System.Net.Sockets;
using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>Health, metrics and the end of a server, as operators see them.</summary>
public sealed class OperationsWireTests
{
    private const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    [DriverTheory]
    [InlineData("/livez", "ok\n")]
    [InlineData("/readyz", "ready\n")]
    public async Task Health_is_told_on_every_listener(string path, string text)
    {
        using var certificates = new WireCertificates();
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { H2c = WireEdge.AnyPort, Tls = certificates.Listen, Metrics = WireEdge.AnyPort });
        (string Scheme, IPEndPoint Address)[] data = [.. edge.Server.DataAddresses];
        data.Length.ShouldBe(3);
        foreach (IPEndPoint address in (IPEndPoint[])[data[0].Address, edge.Server.ControlAddress, edge.Server.MetricsAddress!])
        {
            (string head, string body) = await AskAsync(address, WireEdge.Get(path));
            head.ShouldStartWith("HTTP/1.1 200 OK\r\n");
            body.ShouldBe(text);
        }
        using var h2c = new WireClient(data[1].Address, HttpVersion.Version20);
        using var tls = new WireClient(data[2].Address, HttpVersion.Version11, certificates.Root);
        foreach (WireClient client in (WireClient[])[h2c, tls])
        {
            using HttpResponseMessage answer = await client.GetAsync(path);
            (await answer.Content.ReadAsStringAsync()).ShouldBe(text);
        }
    }

    [DriverFact]
    public async Task Metrics_are_on_the_control_listener_and_not_where_callers_are()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        await edge.RelayAsync(WireEdge.Post());
        await edge.AskAsync(WireEdge.Post("""{"model":"nonsense"}"""));
        (string head, string body) = await AskAsync(edge.Server.ControlAddress, WireEdge.Get("/metrics"));
        head.ShouldStartWith("HTTP/1.1 200 OK\r\n");
        head.ShouldContain("\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n");
        body.ShouldContain("# TYPE edge_requests_total counter\n");
        body.ShouldContain("edge_requests_total{status=\"200\"} 1\n");
        body.ShouldContain("edge_requests_total{status=\"404\"} 1\n");
        body.ShouldContain("edge_faults_total{fault=\"model_not_found\",side=\"caller\"} 1\n");
        body.ShouldContain($"edge_replica_outstanding{{replica=\"accounts/default/deployments/m@{edge.Upstream.Url}\"}} 0\n");
        body.ShouldContain("# TYPE edge_memory_buffered_bytes gauge\nedge_memory_buffered_bytes ");
        body.ShouldContain("# TYPE edge_gc_collections_total counter\nedge_gc_collections_total{generation=\"0\"} ");
        body.ShouldContain("# TYPE dotnet_process_cpu_time_seconds_total counter\n");
        (await edge.AskAsync(WireEdge.Get("/metrics"))).Head.ShouldStartWith("HTTP/1.1 404 ");
    }

    [DriverFact]
    public async Task Who_asks_for_OpenMetrics_gets_it()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        await edge.RelayAsync(WireEdge.Post());
        (string head, string body) = await AskAsync(
            edge.Server.ControlAddress, "GET /metrics HTTP/1.1\r\nHost: edge\r\nAccept: text/plain;q=0.5\r\nAccept: application/openmetrics-text;version=1.0.0\r\n\r\n");
        head.ShouldContain("\r\nContent-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n");
        head.ShouldContain("\r\nVary: Accept\r\n");
        body.ShouldContain("# TYPE edge_requests counter\n");
        body.ShouldContain("edge_requests_total{status=\"200\"} 1\n");
        body.ShouldContain("# TYPE edge_memory_buffered_bytes gauge\n# UNIT edge_memory_buffered_bytes bytes\n");
        body.ShouldEndWith("\n# EOF\n");
    }

    [DriverFact]
    public async Task Servers_in_one_process_tell_of_their_own_requests_alone()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        await using WireEdge other = await WireEdge.StartAsync();
        await edge.RelayAsync(WireEdge.Post());
        (await AskAsync(edge.Server.ControlAddress, WireEdge.Get("/metrics"))).Body.ShouldContain("edge_requests_total{status=\"200\"} 1\n");
        (await AskAsync(other.Server.ControlAddress, WireEdge.Get("/metrics"))).Body.ShouldNotContain("edge_requests_total{");
    }

    [DriverFact]
    public async Task Metrics_with_an_address_of_their_own_are_there_alone()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { Metrics = WireEdge.AnyPort });
        (await AskAsync(edge.Server.MetricsAddress!, WireEdge.Get("/metrics"))).Body.ShouldContain("edge_requests_active 0\n");
        (string head, string body) = await AskAsync(edge.Server.ControlAddress, WireEdge.Get("/metrics"));
        head.ShouldStartWith("HTTP/1.1 404 ");
        head.ShouldContain("\r\nx-request-id: req_");
        WireError.Of(body).Code.ShouldBe("unknown_url");
        (await AskAsync(edge.Server.MetricsAddress!, WireEdge.Get("/v1/models"))).Head.ShouldStartWith("HTTP/1.1 404 ");
    }

    [DriverFact]
    public async Task A_drain_lets_a_running_stream_finish_and_nothing_new_begin()
    {
        // The end of the drain is not what ends the connections: it comes when nobody waits here any more.
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { Drain = 10 * WireConnection.Patience });
        using WireConnection idle = await edge.ConnectAsync();
        await idle.SendAsync(WireEdge.Get("/readyz"));
        (await idle.ReceiveMessageAsync()).Body.ShouldBe("ready\n");
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(StreamHead + "9\r\ndata: 1\n\n\r\n");
        await client.ReceiveUntilAsync("data: 1\n\n\r\n");

        Task stopped = edge.Server.StopAsync(CancellationToken.None);
        await idle.ExpectClosedAsync();
        (await Should.ThrowAsync<SocketException>(edge.ConnectAsync)).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        (string head, string body) = await AskAsync(edge.Server.ControlAddress, WireEdge.Get("/readyz"));
        head.ShouldStartWith("HTTP/1.1 503 ");
        body.ShouldBe("draining\n");
        (await AskAsync(edge.Server.ControlAddress, WireEdge.Get("/livez"))).Head.ShouldStartWith("HTTP/1.1 200 ");
        stopped.IsCompleted.ShouldBeFalse();

        await replica.SendAsync("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
        await client.ReceiveAsync("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
        await client.ExpectClosedAsync();
        await stopped.WaitAsync(WireConnection.Patience);
        await Should.ThrowAsync<SocketException>(() => WireConnection.ToAsync(edge.Server.ControlAddress));
        edge.Server.ActiveRequests.ShouldBe(0);
    }

    [DriverFact]
    public async Task A_second_signal_cuts_what_still_runs()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(StreamHead + "9\r\ndata: 1\n\n\r\n");
        await client.ReceiveUntilAsync("data: 1\n\n\r\n");

        using var abort = new CancellationTokenSource();
        Task stopped = edge.Server.StopAsync(abort.Token);
        stopped.IsCompleted.ShouldBeFalse();
        await abort.CancelAsync();
        (await client.ReceiveRestAsync()).ShouldNotEndWith("0\r\n\r\n");
        await replica.ExpectClosedAsync();
        await stopped.WaitAsync(WireConnection.Patience);
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task Two_listeners_on_one_address_are_an_error_and_leave_nothing_behind()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        EdgeConfig taken = edge.Config with { Listen = edge.Config.Listen with { Control = edge.Address } };
        await Should.ThrowAsync<IOException>(() => Edge.Hosting.EdgeServer.StartAsync(
            taken, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None));
        (await edge.RelayAsync(WireEdge.Post())).AnswerBody.ShouldBe("ok");
    }

    private static async Task<(string Head, string Body)> AskAsync(IPEndPoint address, string request)
    {
        using WireConnection client = await WireConnection.ToAsync(address);
        await client.SendAsync(request);
        return await client.ReceiveMessageAsync();
    }
}
