using System.Net;
using Edge.Mock;

namespace Edge.Tests.Mock;

public sealed class ConcurrencyTests
{
    private const string Head = "POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\n";
    private const string Body = """{"model":"m","stream":true}""";

    [Fact]
    public async Task A_full_replica_refuses_and_says_when_to_try_again()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { MaxConcurrency = 1 });
        using RawClient first = await OccupyAsync(host);
        using HttpResponseMessage refused = await host.PostAsync("/v1/chat/completions", Body);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        (await refused.Content.ReadAsStringAsync()).ShouldContain("rate_limit_exceeded");
        host.Counters.Refused.ShouldBe(1);
        (await host.Client.GetAsync(host.Url("/v1/models"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_place_that_is_given_back_is_taken_again()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { MaxConcurrency = 1 });
        for (int i = 0; i < 3; i++)
        {
            using RawClient client = await OccupyAsync(host);
            client.Dispose();
            await Eventually.IsAsync(() => host.Counters.InFlight == 0);
        }
        await host.EventsAsync("/v1/chat/completions", Body);
        host.Counters.Refused.ShouldBe(0);
    }

    [Fact]
    public async Task A_full_replica_lets_requests_wait_when_it_has_a_queue()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { MaxConcurrency = 1, Queue = true });
        using RawClient first = await OccupyAsync(host);
        Task<IReadOnlyList<MockEvent>> waiting = host.EventsAsync("/v1/chat/completions", Body);
        await Eventually.IsAsync(() => host.Counters.InFlight == 2);
        waiting.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await waiting)[^1].Data.ShouldBe("[DONE]");
    }

    [Fact]
    public async Task Many_clients_at_once_are_all_served()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Ports = [0, 0] });
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, host.Url("/v1/chat/completions", i % 2)) { Content = new StringContent(Body) };
            using HttpResponseMessage response = await host.Client.SendAsync(request);
            (await response.Content.ReadAsStringAsync()).ShouldEndWith("data: [DONE]\n\n");
        }));
        for (int replica = 0; replica < 2; replica++)
        {
            MockCounters counters = host.Server.Counters(replica);
            (counters.Requests, counters.Completed, counters.Streams, counters.InFlight).ShouldBe((100, 100, 100, 0));
        }
    }

    private static async Task<RawClient> OccupyAsync(MockHost host)
    {
        RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync(Head + $"x-mock-fault: slow=1h\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
        await client.ReceiveAsync("\n\n\r\n");
        return client;
    }
}
