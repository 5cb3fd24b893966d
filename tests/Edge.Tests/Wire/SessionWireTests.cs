using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>Requests of one session, on every driver: to one replica, whatever they are called by.</summary>
public class SessionWireTests
{
    private const int Requests = 6;

    private static Task<WireEdge> StartAsync(WireUpstream other) => WireEdge.StartAsync(
        m => m with { Endpoints = [.. m.Endpoints, new EndpointConfig(other.Url)], SessionAffinity = true });

    /// <summary>How many of a few such requests the first of two replicas gets.</summary>
    private static async Task<int> AskAsync(WireEdge edge, WireUpstream other, Func<int, string> request)
    {
        int first = 0;
        for (int i = 0; i < Requests; i++)
        {
            using WireConnection client = await edge.ConnectAsync();
            await client.SendAsync(request(i));
            await WireEdge.UntilAsync(() => edge.Upstream.HasPending || other.HasPending, "no replica is asked");
            first += edge.Upstream.HasPending ? 1 : 0;
            using WireConnection replica = await (edge.Upstream.HasPending ? edge.Upstream : other).AcceptAsync();
            await replica.ReceiveMessageAsync();
            await replica.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
            (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
            await edge.ExpectIdleAsync();
        }
        return first;
    }

    [DriverTheory]
    [InlineData("x-session-affinity: s7\r\n", """{"model":"m","prompt_cache_key":"%"}""")]
    [InlineData("", """{"model":"m","prompt_cache_key":"s7","user":"%"}""")]
    [InlineData("", """{"user":"s7","messages":[],"model":"m"}""")]
    public async Task Requests_of_one_session_reach_one_replica(string field, string body)
    {
        using var other = new WireUpstream();
        await using WireEdge edge = await StartAsync(other);
        int first = await AskAsync(edge, other, i => WireEdge.Post(body.Replace("%", $"{i}", StringComparison.Ordinal), fields: field));
        first.ShouldBeOneOf(0, Requests);
    }

    [DriverFact]
    public async Task A_body_is_waited_for_where_it_may_name_the_session()
    {
        using var other = new WireUpstream();
        await using WireEdge edge = await StartAsync(other);
        using WireConnection client = await edge.ConnectAsync();
        string request = WireEdge.Post("""{"model":"m","user":"s7"}""");
        await client.SendAsync(request[..^12]);
        await WireEdge.UntilAsync(() => edge.Server.ActiveRequests == 1, "the request has not come");
        Outstanding(edge).ShouldBe(0, "it may yet name a session");
        await client.SendAsync(request[^12..]);
        await WireEdge.UntilAsync(() => Outstanding(edge) == 1, "no replica was picked");
    }

    private static int Outstanding(WireEdge edge) => edge.Server.Replicas.Replicas.Sum(replica => replica.Outstanding);
}
