using System.Net;
using ConfigSync.Resources;
using Edge.Mock;

namespace Edge.Tests.Wire;

/// <summary>A configuration that changes while requests run: <c>EdgeServer.Apply</c> as callers and replicas see it.</summary>
public sealed class LiveConfigurationWireTests
{
    private const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    [DriverFact]
    public async Task A_new_router_can_be_called_at_once()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        string request = WireEdge.Post("""{"model":"fresh"}""");
        (await edge.AskAsync(request)).Head.ShouldStartWith("HTTP/1.1 404 ");
        edge.Server.Apply(edge.Config with { Routers = [new RouterConfig { Id = "fresh", Deployments = [edge.Config.Deployments[0].FullName] }] });
        (await edge.RelayAsync(request)).AnswerBody.ShouldBe("ok");
        edge.Server.Apply(edge.Config);
        (await edge.AskAsync(request)).Head.ShouldStartWith("HTTP/1.1 404 ");
    }

    [DriverFact]
    public async Task A_removed_deployment_ends_its_running_stream_well_and_its_connections_close()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection idle = await edge.Upstream.AcceptAsync();
        await idle.ReceiveMessageAsync();
        using WireConnection second = await edge.ConnectAsync();
        await second.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(StreamHead + "9\r\ndata: 1\n\n\r\n");
        await second.ReceiveUntilAsync("data: 1\n\n\r\n");
        await idle.SendAsync(WireEdge.Ok);
        await client.ReceiveMessageAsync();
        await WireEdge.UntilAsync(() => edge.Replica.Pool.Idle == 1, "the connection is not kept");

        edge.Server.Apply(edge.Config with { Deployments = [] });
        await idle.ExpectClosedAsync();
        await client.SendAsync(WireEdge.Post());
        WireError.Of((await client.ReceiveMessageAsync()).Body).Code.ShouldBe("model_not_found");
        edge.Replica.Outstanding.ShouldBe(1);

        await replica.SendAsync("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
        await second.ReceiveAsync("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
        await replica.ExpectClosedAsync();
        await WireEdge.UntilAsync(() => edge.Replica is { Outstanding: 0, Pool: { InUse: 0, Idle: 0 } }, "the replica still has a request or a connection");
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task Kept_connections_survive_a_change_that_is_none_of_theirs()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using var other = new WireUpstream();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        EdgeConfig[] changes =
        [
            edge.Config with { Deployments = [.. edge.Config.Deployments, new DeploymentConfig { Id = "n", Endpoints = [new EndpointConfig(other.Url)] }] },
            edge.Config with { Deployments = [edge.Config.Deployments[0] with { ServedModel = "served", Names = ["x"] }] },
            edge.Config with { Deployments = [edge.Config.Deployments[0] with { Limits = new LimitsConfig { MaxConnections = 2 } }] },
            edge.Config,
        ];
        foreach (EdgeConfig change in changes)
        {
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(WireEdge.Ok);
            (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
            await edge.ExpectIdleAsync();
            edge.Server.Apply(change);
            await client.SendAsync(WireEdge.Post());
        }
        await replica.ReceiveMessageAsync();
        edge.Upstream.HasPending.ShouldBeFalse();
    }

    [DriverFact]
    public async Task A_changed_name_or_credential_is_for_the_next_request()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { ServedModel = "old", Auth = new UpstreamAuthConfig("X-Auth", "old") });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync("POST /v1/embeddings HTTP/1.1\r\nHost: edge\r\nExpect: 100-continue\r\nContent-Length: 19\r\n\r\n");
        // From here on the request has begun, with the configuration of now.
        await client.ReceiveAsync("HTTP/1.1 100 Continue\r\n\r\n");
        edge.Server.Apply(edge.Config with
        {
            Deployments = [edge.Config.Deployments[0] with { ServedModel = "new", Auth = new UpstreamAuthConfig("X-Auth", "new") }],
        });
        await client.SendAsync("{\"x\":1,\"model\":\"m\"}");
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        foreach (string name in (string[])["old", "new"])
        {
            (string head, string body) = await replica.ReceiveMessageAsync();
            head.ShouldContain($"\r\nX-Auth: {name}\r\n");
            body.ShouldContain($"\"model\":\"{name}\"");
            await replica.SendAsync(WireEdge.Ok);
            (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
            await client.SendAsync(WireEdge.Post());
        }
    }

    [DriverFact]
    public async Task A_moved_deployment_is_called_at_its_new_address()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using var other = new WireUpstream();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection before = await edge.Upstream.AcceptAsync();
        await before.ReceiveMessageAsync();
        await before.SendAsync(WireEdge.Ok);
        await client.ReceiveMessageAsync();
        edge.Server.Apply(edge.Config with { Deployments = [edge.Config.Deployments[0] with { Endpoints = [new EndpointConfig(other.Url)] }] });
        await before.ExpectClosedAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection after = await other.AcceptAsync();
        await after.ReceiveMessageAsync();
    }

    [DriverFact]
    public async Task No_request_fails_while_the_configuration_changes_two_hundred_times()
    {
        const int Changes = 200;
        const int Clients = 8;
        await using MockServer mock = await MockServer.StartAsync(
            new MockOptions { Ports = [0, 0, 0], FirstToken = TimeSpan.Zero, TokensPerSecond = 0, Tokens = 8 }, CancellationToken.None);
        await using WireEdge edge = await WireEdge.StartAsync();
        EndpointConfig[] endpoints = [.. mock.Ports.Select(port => new EndpointConfig(new Uri($"http://127.0.0.1:{port}")))];
        edge.Server.Apply(Change(edge.Config, endpoints, 0));
        using var client = new WireClient(edge.Address, HttpVersion.Version11);
        int answered = 0;
        bool over = false;
        Task[] callers = [.. Enumerable.Range(0, Clients).Select(CallAsync)];
        for (int i = 1; i <= Changes; i++)
        {
            edge.Server.Apply(Change(edge.Config, endpoints, i));
            int seen = Volatile.Read(ref answered);
            await WireEdge.UntilAsync(() => Volatile.Read(ref answered) > seen || callers.Any(caller => caller.IsFaulted), "no request was answered");
        }
        Volatile.Write(ref over, true);
        await Task.WhenAll(callers);
        answered.ShouldBeGreaterThanOrEqualTo(Changes);
        await edge.ExpectIdleAsync();

        async Task CallAsync(int number)
        {
            string stream = number % 2 == 0 ? "true" : "false";
            while (!Volatile.Read(ref over))
            {
                using HttpResponseMessage answer = await client.PostAsync($$"""{"model":"r","messages":[{"role":"user","content":"hi"}],"stream":{{stream}}}""");
                string text = await answer.Content.ReadAsStringAsync();
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
                text.ShouldContain("\"model\":\"served-");
                Interlocked.Increment(ref answered);
            }
        }
    }

    /// <summary>Every change moves something: which replicas there are, what the model is called, which routers stand beside it.</summary>
    private static EdgeConfig Change(EdgeConfig config, EndpointConfig[] endpoints, int number) => config with
    {
        Deployments =
        [
            new DeploymentConfig { Id = "a", ServedModel = $"served-{number}", Endpoints = [endpoints[number % 3]] },
            new DeploymentConfig { Id = "b", ServedModel = $"served-{number / 7}", Endpoints = [endpoints[(number + 1) % 3], endpoints[(number + 2) % 3] with { Replicas = number % 2 }] },
        ],
        Routers =
        [
            new RouterConfig { Id = "r", Strategy = (RoutingStrategy)(number / 3 % 2), Deployments = ["accounts/default/deployments/a", "accounts/default/deployments/b"] },
            new RouterConfig { Id = $"extra-{number}", Deployments = ["accounts/default/deployments/a"] },
        ],
    };
}
