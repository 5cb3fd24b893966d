using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>Answers that say that a replica cannot, before anything of them was passed on: another one is asked (ARCHITECTURE.md, "When something fails").</summary>
public sealed class RetryWireTests : IDisposable
{
    private readonly WireUpstream _other = new();

    public void Dispose() => _other.Dispose();

    private Task<WireEdge> StartAsync(RetryStatuses? retryOn = null, int replayBytes = 1 << 20) => WireEdge.StartAsync(
        m => m with { Endpoints = [.. m.Endpoints, new EndpointConfig(_other.Url)], RetryOn = retryOn ?? RetryStatuses.Default },
        config => config with { Listen = config.Listen with { ReplayBytes = replayBytes } });

    /// <summary>Answers one request after another with <paramref name="answers"/>, whichever replica is asked; returns what the caller gets, and how many were asked.</summary>
    private async Task<(string Head, string Body, int Asked, string[] Bodies)> RelayAsync(WireEdge edge, string request, params string[] answers)
    {
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(request);
        var bodies = new List<string>();
        var upstreams = new HashSet<WireUpstream>();
        foreach (string answer in answers)
        {
            await WireEdge.UntilAsync(() => edge.Upstream.HasPending || _other.HasPending, "no replica is asked");
            WireUpstream asked = edge.Upstream.HasPending ? edge.Upstream : _other;
            upstreams.Add(asked).ShouldBeTrue("never twice to one replica");
            using WireConnection replica = await asked.AcceptAsync();
            bodies.Add((await replica.ReceiveMessageAsync()).Body);
            await replica.SendAsync(answer);
        }
        (string head, string body) = await client.ReceiveMessageAsync();
        await edge.ExpectIdleAsync();
        return (head, body, upstreams.Count, [.. bodies]);
    }

    private static string Says(int status, string body = "no") => $"HTTP/1.1 {status} Word\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    [DriverTheory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(529)]
    public async Task Another_replica_is_asked_with_the_same_body_and_the_answer_says_so(int status)
    {
        await using WireEdge edge = await StartAsync();
        var relayed = await RelayAsync(edge, WireEdge.Post(), Says(status), Says(200, "ok"));
        relayed.Head.ShouldStartWith("HTTP/1.1 200 ");
        relayed.Body.ShouldBe("ok");
        relayed.Head.ToLowerInvariant().ShouldContain("x-edge-attempts: 2\r\n");
        relayed.Bodies.ShouldBe([WireEdge.Body, WireEdge.Body]);
    }

    [DriverTheory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(501)]
    [InlineData(200)]
    public async Task Any_other_answer_is_the_callers(int status)
    {
        await using WireEdge edge = await StartAsync();
        var relayed = await RelayAsync(edge, WireEdge.Post(), Says(status));
        relayed.Head.ShouldStartWith($"HTTP/1.1 {status} ");
        relayed.Head.ToLowerInvariant().ShouldNotContain("x-edge-attempts");
    }

    [DriverFact]
    public async Task When_all_say_so_the_caller_gets_the_last_answer()
    {
        await using WireEdge edge = await StartAsync();
        var relayed = await RelayAsync(edge, WireEdge.Post(), Says(503, "first"), Says(500, "second"));
        relayed.Head.ShouldStartWith("HTTP/1.1 500 ");
        relayed.Body.ShouldBe("second");
    }

    [DriverFact]
    public async Task Which_statuses_these_are_is_the_deployments_to_say()
    {
        await using WireEdge edge = await StartAsync(new RetryStatuses([404]));
        (await RelayAsync(edge, WireEdge.Post(), Says(503))).Head.ShouldStartWith("HTTP/1.1 503 ");
        (await RelayAsync(edge, WireEdge.Post(), Says(404), Says(200))).Head.ShouldStartWith("HTTP/1.1 200 ");
    }

    [DriverFact]
    public async Task A_call_that_may_not_be_repeated_is_not()
    {
        await using WireEdge edge = await StartAsync();
        (await RelayAsync(edge, WireEdge.Post(path: "/v1/responses"), Says(503))).Head.ShouldStartWith("HTTP/1.1 503 ");
    }

    [DriverFact]
    public async Task A_body_that_was_let_go_is_not_sent_again()
    {
        await using WireEdge edge = await StartAsync(replayBytes: 0);
        (await RelayAsync(edge, WireEdge.Post(), Says(503))).Head.ShouldStartWith("HTTP/1.1 503 ");
    }

    [DriverFact]
    public async Task The_budget_bounds_how_often()
    {
        await using WireEdge edge = await StartAsync();
        for (int i = 0; i < 3; i++)
            (await RelayAsync(edge, WireEdge.Post(), Says(503), Says(200))).Head.ShouldStartWith("HTTP/1.1 200 ");
        (await RelayAsync(edge, WireEdge.Post(), Says(503))).Head.ShouldStartWith("HTTP/1.1 503 ", customMessage: "three in ten seconds are the floor");
    }
}
