using System.Net;
using System.Net.Sockets;

namespace Edge.Tests.Wire;

/// <summary>Who called, as the replica reads it (docs/specs/openai.md, "Upstream").</summary>
public sealed class ForwardedWireTests
{
    private const string Claims =
        "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: api.test\r\nForwarded: for=1.2.3.4;proto=https\r\n";

    [DriverFact]
    public async Task Claims_of_a_stranger_are_overwritten()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        Forwarded((await edge.RelayAsync(WireEdge.Post(fields: Claims))).Request).ShouldBe(
        [
            "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: http", "X-Forwarded-Host: edge",
            "Forwarded: for=127.0.0.1;proto=http;host=\"edge\"",
        ]);
    }

    [DriverFact]
    public async Task Claims_of_a_trusted_proxy_are_kept_and_appended_to()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] });
        Forwarded((await edge.RelayAsync(WireEdge.Post(fields: Claims + "X-Forwarded-For: 5.6.7.8\r\n"))).Request).ShouldBe(
        [
            "X-Forwarded-For: 1.2.3.4,5.6.7.8, 127.0.0.1", "X-Forwarded-Proto: https", "X-Forwarded-Host: api.test",
            "Forwarded: for=1.2.3.4;proto=https, for=127.0.0.1;proto=http;host=\"edge\"",
        ]);
    }

    [DriverFact]
    public async Task A_trusted_proxy_that_claims_nothing_is_the_caller()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { TrustedProxies = [IPNetwork.Parse("127.0.0.1/32")] });
        Forwarded((await edge.RelayAsync(WireEdge.Post())).Request).ShouldBe(
        [
            "X-Forwarded-For: 127.0.0.1", "X-Forwarded-Proto: http", "X-Forwarded-Host: edge",
            "Forwarded: for=127.0.0.1;proto=http;host=\"edge\"",
        ]);
    }

    [DriverFact]
    public async Task An_address_of_IPv6_is_quoted_where_its_colons_would_mean_something()
    {
        if (!Socket.OSSupportsIPv6)
            return;
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { Data = new IPEndPoint(IPAddress.IPv6Loopback, 0) });
        string[] fields = Forwarded((await edge.RelayAsync(WireEdge.Post())).Request);
        fields.ShouldContain("X-Forwarded-For: ::1");
        fields.ShouldContain("Forwarded: for=\"[::1]\";proto=http;host=\"edge\"");
    }

    [DriverFact]
    public async Task An_address_of_IPv4_is_one_on_a_listener_for_both()
    {
        if (!Socket.OSSupportsIPv6)
            return;
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with
        {
            Data = new IPEndPoint(IPAddress.IPv6Any, 0),
            TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")],
        });
        using WireConnection client = await WireConnection.ToAsync(new IPEndPoint(IPAddress.Loopback, edge.Address.Port));
        await client.SendAsync(WireEdge.Post(fields: "X-Forwarded-For: 1.2.3.4\r\n"));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        string[] fields = Forwarded((await replica.ReceiveMessageAsync()).Head);
        fields.ShouldContain("X-Forwarded-For: 1.2.3.4, 127.0.0.1");
        fields.ShouldContain("Forwarded: for=127.0.0.1;proto=http;host=\"edge\"");
    }

    private static string[] Forwarded(string head) =>
        [.. head.Split("\r\n").Where(line => line.Contains("Forwarded", StringComparison.OrdinalIgnoreCase))];
}
