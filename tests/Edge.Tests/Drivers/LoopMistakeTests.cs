using Edge.Tests.Upstream;
using Edge.Tests.Wire;

namespace Edge.Tests.Drivers;

/// <summary>A mistake of ours ends the connection it happened on; what was in use comes back once, and all others go on.</summary>
public sealed class LoopMistakeTests
{
    [Fact]
    public async Task Before_a_cleartext_replica()
    {
        await using var edge = new LoopEdge { MakesMistake = true };
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Replica.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(WireEdge.Ok);
        await client.ExpectResetAsync();
        await replica.ExpectResetAsync();
        await edge.ExpectAllLetGoAsync();
        edge.Mistakes.Count.ShouldBe(1);
        edge.MakesMistake = false;
        using WireConnection next = await edge.ConnectAsync();
        await next.SendAsync(WireEdge.Post());
        using WireConnection another = await edge.Replica.AcceptAsync();
        await another.ReceiveMessageAsync();
        await another.SendAsync(WireEdge.Ok);
        (await next.ReceiveMessageAsync()).Body.ShouldBe("ok");
        await edge.ExpectAllLetGoAsync();
    }

    [Fact]
    public async Task Before_a_replica_behind_TLS()
    {
        using var authority = new TestAuthority();
        using var server = new TlsServer(authority.Issue("localhost"));
        await using var edge = new LoopEdge(replica: new Uri($"https://localhost:{server.Port}"), caPath: authority.CaPath) { MakesMistake = true };
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using var replica = new WireConnection(await server.Accept());
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(WireEdge.Ok);
        await client.ExpectResetAsync();
        await edge.ExpectAllLetGoAsync();
        edge.Mistakes.Count.ShouldBe(1);
        // Signals of its stream may still come: none gives it back a second time.
        await edge.Pass(0);
        edge.Worker.Busy.ShouldBe(0);
    }
}
