using ConfigSync.Resources;
using Edge.Balancing;

namespace Edge.Tests.Wire;

/// <summary>Replicas that fail are left out, and come back by one request.</summary>
public sealed class HealthWireTests : IDisposable
{
    private readonly WireUpstream _other = new();

    public void Dispose() => _other.Dispose();

    private Task<WireEdge> StartAsync() => WireEdge.StartAsync(m => m with
    {
        Endpoints = [.. m.Endpoints, new EndpointConfig(_other.Url)],
        RetryOn = new RetryStatuses([]),
        Health = new HealthConfig { EjectAfter = 3, EjectTime = TimeSpan.FromMilliseconds(50) },
    });

    private static string Says(int status, string fields = "") => $"HTTP/1.1 {status} Word\r\nContent-Length: 2\r\n{fields}Connection: close\r\n\r\nok";

    /// <summary>One request, answered by whichever replica is asked; the first one answers <paramref name="first"/>. True when that was asked.</summary>
    private async Task<bool> AskAsync(WireEdge edge, string first)
    {
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        await WireEdge.UntilAsync(() => edge.Upstream.HasPending || _other.HasPending, "no replica is asked");
        bool isFirst = edge.Upstream.HasPending;
        using WireConnection replica = await (isFirst ? edge.Upstream : _other).AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(isFirst ? first : Says(200));
        await client.ReceiveMessageAsync();
        await edge.ExpectIdleAsync();
        return isFirst;
    }

    private static Replica First(WireEdge edge) => edge.Server.Replicas.Replicas.Single(replica => replica.Address == edge.Upstream.Url.AbsoluteUri);

    [DriverFact]
    public async Task A_replica_that_fails_is_left_out_until_one_request_goes_well()
    {
        await using WireEdge edge = await StartAsync();
        while (First(edge).Health.State == HealthState.InService)
            await AskAsync(edge, Says(500));
        First(edge).Health.State.ShouldNotBe(HealthState.Warming);
        await WireEdge.UntilAsync(() => First(edge).Health.State == HealthState.Due, "its time does not end");
        (await AskAsync(edge, Says(200))).ShouldBeTrue("one request shows whether it is well");
        First(edge).Health.State.ShouldBe(HealthState.Warming);
    }

    [DriverFact]
    public async Task A_replica_that_refuses_connections_is_left_out_and_no_caller_notices()
    {
        await using WireEdge edge = await StartAsync();
        Replica gone = First(edge);
        edge.Upstream.Dispose();
        while (gone.Health.State == HealthState.InService)
        {
            using WireConnection client = await edge.ConnectAsync();
            await client.SendAsync(WireEdge.Post());
            using WireConnection replica = await _other.AcceptAsync();
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(Says(200));
            (await client.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 200 ");
        }
    }

    [DriverTheory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_replica_that_asks_for_a_rest_gets_it(int status)
    {
        await using WireEdge edge = await StartAsync();
        while (First(edge).Health.State == HealthState.InService)
            await AskAsync(edge, Says(status, "Retry-After: 30\r\n"));
        for (int i = 0; i < 20; i++)
            (await AskAsync(edge, Says(200))).ShouldBeFalse("it rests");
    }
}
