using System.Net;
using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>Callers without a key, where others can reach the listener.</summary>
public sealed class OpenAddressWireTests
{
    private static readonly IPEndPoint Everywhere = new(IPAddress.Any, 0);

    [Fact]
    public async Task What_is_implied_on_loopback_does_not_hold_on_an_open_address()
    {
        await using WireEdge edge = await StartAsync(config => config with { IsAnonymousImplied = true });
        (await StatusAsync(edge)).ShouldBe("401");
    }

    [Fact]
    public async Task A_change_of_the_file_can_not_open_a_listener_that_stays_where_it_is()
    {
        await using WireEdge edge = await StartAsync(config => config with { Anonymous = null });
        (await StatusAsync(edge)).ShouldBe("401");
        EdgeConfig changed = edge.Config with { Anonymous = ListenConfig.DefaultAccount, IsAnonymousImplied = true };
        edge.Server.Apply(changed with { Listen = changed.Listen with { Data = new IPEndPoint(IPAddress.Loopback, 0) } });
        (await StatusAsync(edge)).ShouldBe("401");
    }

    [Fact]
    public async Task Who_writes_anonymous_means_it()
    {
        await using WireEdge edge = await StartAsync(config => config);
        (await StatusAsync(edge)).ShouldBe("200");
    }

    private static Task<WireEdge> StartAsync(Func<EdgeConfig, EdgeConfig> change) =>
        WireEdge.StartAsync(change: config => change(config with { Listen = config.Listen with { Data = Everywhere } }));

    private static async Task<string> StatusAsync(WireEdge edge)
    {
        using WireConnection client = await WireConnection.ToAsync(new IPEndPoint(IPAddress.Loopback, edge.Address.Port));
        await client.SendAsync("GET /v1/models HTTP/1.1\r\nHost: edge\r\n\r\n");
        return (await client.ReceiveHeadAsync()).Split(' ')[1];
    }
}
