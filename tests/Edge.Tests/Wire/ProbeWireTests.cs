using System.Text;
using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Tests.Upstream;

namespace Edge.Tests.Wire;

/// <summary>Replicas that are asked whether they are well and how busy they are.</summary>
public sealed class ProbeWireTests
{
    private static readonly ProbeConfig Probe = ProbeConfig.Default with
    {
        Path = "/health?deep=1",
        Interval = TimeSpan.FromMilliseconds(100),
        Timeout = WireConnection.Patience,
        UnhealthyAfter = 2,
        HealthyAfter = 2,
    };

    private static Task<WireEdge> StartAsync(Func<DeploymentConfig, DeploymentConfig> change) => WireEdge.StartAsync(change);

    /// <summary>Answers the next connection; returns what was asked.</summary>
    private static async Task<string> AnswerAsync(WireEdge edge, string answer)
    {
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        string head = await replica.ReceiveHeadAsync();
        await replica.SendAsync(answer);
        return head;
    }

    private static string Says(int status, string body = "") => $"HTTP/1.1 {status} Word\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    [Fact]
    public async Task A_replica_that_does_not_say_that_it_is_well_is_down_until_it_does()
    {
        await using WireEdge edge = await StartAsync(m => m with { Health = new HealthConfig { Probe = Probe }, Auth = new UpstreamAuthConfig("x-key", "secret") });
        string asked = await AnswerAsync(edge, Says(503));
        asked.ShouldStartWith("GET /health?deep=1 HTTP/1.1\r\n");
        asked.ShouldContain($"Host: {edge.Upstream.Url.Authority}\r\n");
        asked.ShouldContain("x-key: secret\r\n");
        await AnswerAsync(edge, "nonsense\r\n\r\n");
        await WireEdge.UntilAsync(() => edge.Replica.Health.State == HealthState.Down, "it is not down");
        await AnswerAsync(edge, Says(302));
        edge.Replica.Health.State.ShouldBe(HealthState.Down, "a redirect is no 2xx");
        await AnswerAsync(edge, Says(204));
        await AnswerAsync(edge, Says(200, "ok"));
        await WireEdge.UntilAsync(() => edge.Replica.Health.State == HealthState.Warming, "it is not back");
    }

    [Fact]
    public async Task One_that_does_not_answer_in_time_is_not_well()
    {
        await using WireEdge edge = await StartAsync(m => m with { Health = new HealthConfig { Probe = Probe with { Timeout = TimeSpan.FromMilliseconds(50) } } });
        await WireEdge.UntilAsync(() => edge.Replica.Health.State == HealthState.Down, "it is not down");
    }

    [Fact]
    public async Task Once_nobody_asks_any_more_a_replica_that_was_down_is_back()
    {
        await using WireEdge edge = await StartAsync(m => m with { Health = new HealthConfig { Probe = Probe with { Timeout = TimeSpan.FromMilliseconds(50) } } });
        await WireEdge.UntilAsync(() => edge.Replica.Health.State == HealthState.Down, "it is not down");
        edge.Server.Apply(edge.Config with { Deployments = [edge.Config.Deployments[0] with { Health = new HealthConfig() }] });
        edge.Replica.Health.State.ShouldBe(HealthState.Warming);
    }

    [Fact]
    public async Task A_replica_over_tls_is_asked_over_tls()
    {
        using var authority = new TestAuthority();
        using var server = new TlsServer(authority.Issue("localhost"));
        await using WireEdge edge = await StartAsync(m => m with
        {
            Endpoints = [new EndpointConfig(new Uri($"https://localhost:{server.Port}"))],
            CaPath = authority.CaPath,
            Health = new HealthConfig { Probe = Probe with { UnhealthyAfter = 1, HealthyAfter = 1 } },
        });
        foreach ((int status, HealthState state) in ((int, HealthState)[])[(500, HealthState.Down), (200, HealthState.Warming)])
        {
            using var replica = new WireConnection(await server.Accept());
            (await replica.ReceiveHeadAsync()).ShouldStartWith("GET /health?deep=1 HTTP/1.1\r\n");
            await replica.SendAsync(Says(status));
            await WireEdge.UntilAsync(() => edge.Replica.Health.State == state, $"it is not {state}");
        }
    }

    [Fact]
    public async Task What_a_replica_says_of_its_load_is_heeded_while_it_says_so()
    {
        // What it said last counts until the next time is over, which is as long again.
        await using WireEdge edge = await StartAsync(
            m => m with { EngineMetrics = new EngineMetricsConfig("/metrics", TimeSpan.FromSeconds(2)) });
        (await AnswerAsync(edge, Says(200, "vllm:num_requests_running 5\nvllm:num_requests_waiting 2\n"))).ShouldStartWith("GET /metrics HTTP/1.1\r\n");
        await WireEdge.UntilAsync(() => edge.Replica.Elsewhere == 7, "its load is not known");
        string metrics = await MetricsAsync(edge);
        metrics.ShouldContain($"edge_replica_engine_requests{{replica=\"{edge.Replica.Name}\",state=\"running\"}} 5\n");
        await AnswerAsync(edge, Says(500));
        await WireEdge.UntilAsync(() => edge.Replica.Elsewhere == 0, "it is heeded still");
        (await MetricsAsync(edge)).ShouldNotContain("edge_replica_engine_requests{");
    }

    [Fact]
    public async Task What_a_replica_said_is_heeded_no_more_once_it_is_not_asked()
    {
        var metrics = new EngineMetricsConfig("/metrics", TimeSpan.FromSeconds(5));
        await using WireEdge edge = await StartAsync(m => m with { EngineMetrics = metrics });
        Replica replica = edge.Replica;
        await AnswerAsync(edge, Says(200, "vllm:num_requests_running 5\n"));
        await WireEdge.UntilAsync(() => replica.Elsewhere == 5, "its load is not known");
        edge.Server.Apply(edge.Config with { Deployments = [] });
        replica.Elsewhere.ShouldBe(0);
        edge.Server.Apply(edge.Config with { Deployments = [edge.Config.Deployments[0] with { EngineMetrics = null }] });
        edge.Replica.ShouldBeSameAs(replica);
        replica.Elsewhere.ShouldBe(0);
    }

    private static async Task<string> MetricsAsync(WireEdge edge)
    {
        using WireConnection client = await WireConnection.ToAsync(edge.Server.ControlAddress);
        await client.SendAsync(WireEdge.Get("/metrics"));
        return (await client.ReceiveMessageAsync()).Body;
    }
}
