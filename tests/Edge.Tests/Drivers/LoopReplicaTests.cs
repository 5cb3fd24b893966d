using Edge.Drivers;
using Edge.Faults;
using Edge.Tests.Upstream;
using Edge.Tests.Wire;
using Edge.Transport;

namespace Edge.Tests.Drivers;

/// <summary>Replicas that time their bytes to hurt.</summary>
public sealed class LoopReplicaTests
{
    // The body that makes an answer exactly as long as the most a loop receives at once.
    private const int OneRead = 69_590;

    [Fact]
    public async Task One_that_closes_an_idle_connection_costs_nobody_an_answer()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        for (int i = 0; i < 5; i++)
        {
            await client.SendAsync(WireEdge.Post());
            using WireConnection replica = await edge.Replica.AcceptAsync();
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(WireEdge.Ok);
            (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
        }
        await edge.ExpectIdleAsync();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(OneRead)]
    public async Task Bytes_behind_an_answer_are_nobodys_next_answer(int length)
    {
        string answer = Answer(length);
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        for (int i = 0; i < 3; i++)
        {
            await client.SendAsync(WireEdge.Post());
            using WireConnection replica = await edge.Replica.AcceptAsync();
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(answer + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison");
            (await client.ReceiveMessageAsync()).Body.ShouldBe(new string('a', length));
            await Until.True(() => edge.Pool.Idle == 0);
        }
        await edge.ExpectIdleAsync();
    }

    [Fact]
    public async Task An_answer_as_long_as_one_read_leaves_its_connection_in_use()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        Answer(OneRead).Length.ShouldBe(EventLoop.ScratchSize);
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Replica.AcceptAsync();
        for (int i = 0; i < 3; i++)
        {
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(Answer(OneRead));
            (await client.ReceiveMessageAsync()).Body.Length.ShouldBe(OneRead);
            await edge.ExpectIdleAsync();
            edge.Pool.Idle.ShouldBe(1);
            await client.SendAsync(WireEdge.Post());
        }
    }

    [Fact]
    public async Task One_that_answers_before_the_body_is_whole_is_cut_and_the_caller_served()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        const string Start = "{\"model\":\"m\",\"x\":\"";
        await client.SendAsync($"POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {Start.Length + 1002}\r\n\r\n{Start}");
        using WireConnection replica = await edge.Replica.AcceptAsync();
        await replica.ReceiveHeadAsync();
        await replica.SendAsync("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 2\r\n\r\nno");
        (await client.ReceiveMessageAsync()).Body.ShouldBe("no");
        await client.SendAsync(new string('x', 1000) + "\"}");
        await client.SendAsync(WireEdge.Post("{}"));
        (await client.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 400 ");
        await edge.ExpectIdleAsync();
        edge.Pool.Idle.ShouldBe(0);
    }

    [Fact]
    public async Task One_that_resets_in_its_answer_cuts_the_callers()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        WireConnection replica = await edge.Replica.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
        await client.ReceiveUntilAsync("1\r\na\r\n");
        replica.Reset();
        await client.ExpectClosedAsync();
        client.Dispose();
        await edge.ExpectIdleAsync();
        edge.Counters.Of(FaultKind.Truncated).ShouldBe(1);
    }

    [Fact]
    public async Task A_late_signal_of_a_stream_gives_no_request_back_twice()
    {
        using var authority = new TestAuthority();
        using var server = new TlsServer(authority.Issue("localhost"));
        await using var edge = new LoopEdge(replica: new Uri($"https://localhost:{server.Port}"), caPath: authority.CaPath);
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using var replica = new WireConnection(await server.Accept());
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(WireEdge.Ok);
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
        await edge.ExpectIdleAsync();
        (int busy, bool shared) = await edge.Run(() =>
        {
            LoopRequest rested = edge.Worker.Rent();
            edge.Worker.Return(rested);
            ((ILoopWork)rested).Run();
            int left = edge.Worker.Busy;
            bool twice = ReferenceEquals(edge.Worker.Rent(), edge.Worker.Rent());
            return (left, twice);
        });
        busy.ShouldBe(0);
        shared.ShouldBeFalse();
    }

    private static string Answer(int length) => $"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n" + new string('a', length);
}
