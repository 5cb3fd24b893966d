using System.Text;
using Edge.Mock;

namespace Edge.Tests.Mock;

/// <summary>A client that leaves is noticed in every phase; nothing but its leaving wakes the mock in these tests.</summary>
public sealed class ClientLeavesTests
{
    private const string Head = "POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\n";
    private const string Body = """{"model":"m","stream":true}""";

    public static TheoryData<string, string, bool> Phases
    {
        get
        {
            var phases = new TheoryData<string, string, bool>();
            foreach (bool reset in (bool[])[false, true])
            {
                phases.Add("in the head", Head, reset);
                phases.Add("before the body", Head + "Content-Length: 100\r\n\r\n", reset);
                phases.Add("in the body", Head + "Content-Length: 100\r\n\r\n{\"model\":", reset);
                phases.Add("between chunks", Head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", reset);
                phases.Add("before the first token", Head + $"x-mock-first-token: 1h\r\nContent-Length: {Body.Length}\r\n\r\n{Body}", reset);
                phases.Add("before a whole answer", Head + "x-mock-first-token: 1h\r\nContent-Length: 13\r\n\r\n{\"model\":\"m\"}", reset);
                phases.Add("between tokens", Head + $"x-mock-tokens-per-second: 0.001\r\nContent-Length: {Body.Length}\r\n\r\n{Body}", reset);
                phases.Add("in a slow stream", Head + $"x-mock-fault: slow=1h\r\nContent-Length: {Body.Length}\r\n\r\n{Body}", reset);
            }
            return phases;
        }
    }

    [Theory]
    [MemberData(nameof(Phases))]
    public async Task A_client_that_leaves_is_counted(string phase, string sent, bool reset)
    {
        await using MockHost host = await MockHost.StartAsync();
        long before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync(sent);
        await Eventually.IsAsync(() => phase == "in the head" ? host.Counters.OpenConnections == 1 : host.Counters.InFlight == 1);
        if (phase is "between tokens" or "in a slow stream")
            await client.ReceiveAsync("\n\n\r\n");
        // A head that has not arrived is a connection that was not used, so the first bytes must be there before the reset.
        if (reset && phase != "in the head")
            client.Reset();
        else
            client.Dispose();
        await Eventually.IsAsync(() => host.Counters.AbortedByClient == 1);
        host.Counters.LastAbortedAt.ShouldBeGreaterThanOrEqualTo(before);
        await Eventually.IsAsync(() => host.Counters.OpenConnections == 0);
        (host.Counters.Requests, host.Counters.InFlight, host.Counters.Completed, host.Last.Outcome).ShouldBe((1, 0, 0, MockOutcome.AbortedByClient));
    }

    [Fact]
    public async Task A_client_that_does_not_read_and_leaves_is_counted()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync(Head + "x-mock-size: 60000000\r\nContent-Length: 13\r\n\r\n{\"model\":\"m\"}");
        await Eventually.IsAsync(() => host.Server.Requests(0) is [{ Status: 200 }]);
        client.Reset();
        await Eventually.IsAsync(() => host.Counters.AbortedByClient == 1);
        host.Counters.Completed.ShouldBe(0);
    }

    [Fact]
    public async Task A_client_that_waits_in_the_queue_and_leaves_is_counted()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { MaxConcurrency = 1, Queue = true });
        using RawClient first = await RawClient.ConnectAsync(host.Port);
        await first.SendAsync(Head + $"x-mock-fault: slow=1h\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
        await first.ReceiveAsync("\n\n\r\n");
        using RawClient second = await RawClient.ConnectAsync(host.Port);
        await second.SendAsync(Head + $"Content-Length: {Body.Length}\r\n\r\n{Body}");
        await Eventually.IsAsync(() => host.Counters.InFlight == 2);
        second.Dispose();
        await Eventually.IsAsync(() => host.Counters is { AbortedByClient: 1, InFlight: 1 });
    }

    [Fact]
    public async Task A_client_that_closes_an_idle_connection_did_not_leave_early()
    {
        await using MockHost host = await MockHost.StartAsync();
        using (RawClient client = await RawClient.ConnectAsync(host.Port))
        {
            await client.SendAsync(Head + $"Content-Length: {Body.Length}\r\n\r\n{Body}");
            await client.ReceiveAsync("0\r\n\r\n");
        }
        using (RawClient unused = await RawClient.ConnectAsync(host.Port))
            await Eventually.IsAsync(() => host.Counters.Connections == 2);
        await Eventually.IsAsync(() => host.Counters.OpenConnections == 0);
        (host.Counters.Requests, host.Counters.Completed, host.Counters.AbortedByClient).ShouldBe((1, 1, 0));
    }

    [Fact]
    public async Task Leaving_is_noticed_on_a_reused_connection_too()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        for (int i = 0; i < 20; i++)
        {
            await client.SendAsync(Head + $"Content-Length: {Body.Length}\r\n\r\n{Body}");
            await client.ReceiveAsync("0\r\n\r\n");
        }
        await client.SendAsync(Encoding.Latin1.GetBytes(Head + $"x-mock-first-token: 1h\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"));
        await Eventually.IsAsync(() => host.Counters.InFlight == 1);
        client.Dispose();
        await Eventually.IsAsync(() => host.Counters.AbortedByClient == 1);
        host.Counters.Completed.ShouldBe(20);
    }
}
