using Edge.Faults;
using Edge.Tests.Upstream;
using Edge.Tests.Wire;

namespace Edge.Tests.Drivers;

/// <summary>Callers and replicas that time their bytes to hurt.</summary>
public sealed class LoopClientTests
{
    [Fact]
    public async Task A_head_may_come_byte_by_byte_on_both_sides()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        foreach (char c in WireEdge.Post())
            await client.SendAsync(c.ToString());
        using WireConnection replica = await edge.Replica.AcceptAsync();
        (await replica.ReceiveMessageAsync()).Body.ShouldBe(WireEdge.Body);
        foreach (char c in WireEdge.Ok)
            await replica.SendAsync(c.ToString());
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
        await edge.ExpectIdleAsync();
        edge.Pool.Idle.ShouldBe(1);
    }

    [Fact]
    public async Task Fifty_requests_in_one_segment_are_answered_in_their_order()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(string.Concat(Enumerable.Range(0, 50).Select(i => WireEdge.Post($"{{\"model\":\"m\",\"n\":{i}}}"))));
        using WireConnection replica = await edge.Replica.AcceptAsync();
        for (int i = 0; i < 50; i++)
        {
            (await replica.ReceiveMessageAsync()).Body.ShouldContain($"\"n\":{i}}}");
            await replica.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{i:00}");
            (await client.ReceiveMessageAsync()).Body.ShouldBe($"{i:00}");
        }
        await edge.ExpectIdleAsync();
    }

    [Fact]
    public async Task A_caller_that_ends_its_side_has_left()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Replica.AcceptAsync();
        await replica.ReceiveMessageAsync();
        client.EndSending();
        await replica.ExpectResetAsync();
        await client.ReceiveRestAsync();
        await edge.ExpectIdleAsync();
        edge.Counters.Of(FaultKind.ClientGone).ShouldBe(1);
    }

    [Theory]
    [InlineData("POST /v1/chat/completions HTTP/1.1\r\nHost", false)]
    [InlineData("POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{", false)]
    [InlineData("POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"model\":\"m\"", true)]
    public async Task A_reset_in_any_phase_lets_everything_go(string sent, bool routed)
    {
        await using var edge = new LoopEdge();
        WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(sent);
        using WireConnection? replica = routed ? await edge.Replica.AcceptAsync() : null;
        await Until.True(() => edge.Gate.Count == 1);
        // A connection that stands and carries nothing yet would rightly be kept for the next request.
        if (replica is not null)
            await replica.ReceiveHeadAsync();
        client.Reset();
        if (replica is not null)
            await replica.ReceiveRestAsync();
        await Until.True(() => edge.Gate.Count == 0);
        await edge.ExpectIdleAsync();
    }

    [Fact]
    public async Task A_caller_that_leaves_while_its_answer_waits_lets_it_go()
    {
        await using var edge = new LoopEdge();
        WireConnection client = await edge.ConnectSlowAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Replica.AcceptAsync();
        await replica.ReceiveMessageAsync();
        Task answer = replica.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n" + new string('a', 50_000_000));
        await Until.True(() => edge.Blocks.Rented > 0);
        client.Reset();
        await Should.ThrowAsync<IOException>(answer);
        await Until.True(() => edge.Gate.Count == 0);
        await edge.ExpectIdleAsync();
    }

    [Fact]
    public async Task A_caller_that_does_not_read_makes_nothing_pile_up()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectSlowAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Replica.AcceptAsync();
        await replica.ReceiveMessageAsync();
        Task answer = replica.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n" + new string('a', 50_000_000));
        await Until.True(() => edge.Blocks.Rented > 0);
        // All that can be read without anybody taking it has been: one read, and what it does not fill of its last block.
        long turns = -1;
        while (turns != edge.Worker.Loop.Turns)
        {
            turns = edge.Worker.Loop.Turns;
            await Task.Delay(20);
        }
        edge.Blocks.Rented.ShouldBeLessThanOrEqualTo(3);
        answer.IsCompleted.ShouldBeFalse();
        await client.ReceiveHeadAsync();
        await client.ReceiveHashAsync(50_000_000);
        await answer;
        await edge.ExpectIdleAsync();
    }

    [Fact]
    public async Task The_next_request_waits_while_an_answer_is_read_slowly()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectSlowAsync();
        await client.SendAsync(WireEdge.Post() + WireEdge.Post());
        using WireConnection replica = await edge.Replica.AcceptAsync();
        for (int i = 0; i < 2; i++)
        {
            await replica.ReceiveMessageAsync();
            Task answer = replica.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1048576\r\n\r\n" + new string('a', 1 << 20));
            await client.ReceiveHeadAsync();
            await client.ReceiveHashAsync(1 << 20);
            await answer;
        }
        await edge.ExpectIdleAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_large_body_waits_for_the_replica_and_goes_on(bool chunked)
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        string body = $"{{\"model\":\"m\",\"x\":\"{new string('x', 24_000_000)}\"}}";
        string head = "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
        Task sent = client.SendAsync(chunked
            ? $"{head}Transfer-Encoding: chunked\r\n\r\n{body.Length:x};ext=1\r\n{body}\r\n0\r\nT: 1\r\n\r\n"
            : $"{head}Content-Length: {body.Length}\r\n\r\n{body}");
        using WireConnection replica = await edge.Replica.AcceptAsync();
        long turns = -1;
        while (turns != edge.Worker.Loop.Turns)
        {
            turns = edge.Worker.Loop.Turns;
            await Task.Delay(20);
        }
        sent.IsCompleted.ShouldBeFalse();
        edge.Blocks.Rented.ShouldBeLessThan(32);
        await replica.ReceiveHeadAsync();
        if (chunked)
            (await replica.ReceiveChunksAsync()).ShouldBe(body);
        else
            await replica.ReceiveHashAsync(body.Length);
        await sent;
        await replica.SendAsync(WireEdge.Ok);
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
        await edge.ExpectIdleAsync();
        edge.Pool.Idle.ShouldBe(1);
    }
}
