using Edge.Tests.Upstream;
using Edge.Tests.Wire;

namespace Edge.Tests.Drivers;

/// <summary>Who gets in, and how everybody gets out.</summary>
public sealed class LoopDrainTests
{
    private const string Stream = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Fact]
    public async Task An_idle_connection_ends_at_once()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post("{}"));
        await client.ReceiveMessageAsync();
        await edge.ExpectIdleAsync();
        await Until.Done(Drain(edge));
        await client.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_stream_that_runs_ends_whole_and_then_its_connection()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Replica.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(Stream + "1\r\na\r\n");
        (await client.ReceiveHeadAsync()).ShouldNotContain("Connection: close");
        Task drained = Drain(edge);
        await Until.True(() => edge.Worker.Listener.Descriptor < 0);
        await replica.SendAsync("1\r\nb\r\n0\r\n\r\n");
        (await client.ReceiveChunksAsync()).ShouldBe("ab");
        await client.ExpectClosedAsync();
        client.Dispose();
        await drained.WaitAsync(Until.Deadline);
        await edge.ExpectIdleAsync();
    }

    [Fact]
    public async Task An_answer_that_begins_during_the_drain_says_that_it_is_the_last()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Replica.AcceptAsync();
        await replica.ReceiveMessageAsync();
        Task drained = Drain(edge);
        await Until.True(() => edge.Worker.Listener.Descriptor < 0);
        await replica.SendAsync(WireEdge.Ok);
        (await client.ReceiveMessageAsync()).Head.ShouldContain("\r\nConnection: close\r\n");
        await client.ExpectClosedAsync();
        client.Dispose();
        await drained.WaitAsync(Until.Deadline);
    }

    [Fact]
    public async Task Whoever_has_connected_and_not_spoken_yet_is_served_for_two_seconds()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        using WireConnection silent = await edge.ConnectAsync();
        Task drained = Drain(edge);
        await Until.True(() => edge.Worker.Listener.Descriptor < 0);
        await client.SendAsync(WireEdge.Post("{}"));
        (await client.ReceiveMessageAsync()).Head.ShouldContain("\r\nConnection: close\r\n");
        await client.ExpectClosedAsync();
        client.Dispose();
        await Until.True(() => edge.Gate.Count == 1);
        await edge.Pass(2_200);
        await silent.ExpectClosedAsync();
        await drained.WaitAsync(Until.Deadline);
        await Should.ThrowAsync<System.Net.Sockets.SocketException>(edge.ConnectAsync());
    }

    [Fact]
    public async Task Too_many_callers_wait_until_one_leaves()
    {
        await using var edge = new LoopEdge(maxConnections: 1);
        using WireConnection first = await edge.ConnectAsync();
        await Until.True(() => edge.Gate.Count == 1);
        using WireConnection second = await edge.ConnectAsync();
        await second.SendAsync(WireEdge.Post("{}"));
        await Until.True(() => edge.Accepting.Contains(0));
        edge.Gate.Count.ShouldBe(1);
        first.Dispose();
        (await second.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 400 ");
        edge.Accepting.Take(2).ShouldBe([0, null]);
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001", "tls", "\u0016\u0003\u0001")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "h2c", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("GET /v1/models HTTP/1.1\r\nHost: a\r\n\r\nrest", "http1", "GET /v1/models HTTP/1.1\r\nHost: a\r\n\r\nrest")]
    public async Task What_is_not_for_the_loop_is_handed_over_with_all_that_was_read(string sent, string protocol, string prefix)
    {
        for (int step = 1; step <= sent.Length; step += sent.Length - 1)
        {
            await using var edge = new LoopEdge();
            using WireConnection client = await edge.ConnectAsync();
            for (int at = 0; at < sent.Length && edge.Given.IsEmpty; at += step)
            {
                await client.SendAsync(sent.Substring(at, step));
                await edge.Pass(0);
            }
            await Until.True(() => !edge.Given.IsEmpty);
            edge.Given.TryDequeue(out (string Protocol, string Prefix) given).ShouldBeTrue();
            given.Protocol.ShouldBe(protocol);
            prefix.ShouldStartWith(given.Prefix);
            edge.Gate.Count.ShouldBe(0);
            await edge.ExpectIdleAsync();
        }
    }

    private static async Task<bool> Drain(LoopEdge edge)
    {
        await edge.DrainAsync();
        return true;
    }
}
