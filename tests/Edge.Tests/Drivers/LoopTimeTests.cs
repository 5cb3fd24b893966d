using Edge.Tests.Upstream;
using Edge.Tests.Wire;

namespace Edge.Tests.Drivers;

/// <summary>No connection hangs for ever: whoever is too slow is told so or cut, by a clock set by hand.</summary>
public sealed class LoopTimeTests
{
    [Fact]
    public async Task A_silent_connection_is_closed_after_130_seconds()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        await Until.True(() => edge.Gate.Count == 1);
        await edge.Settle();
        await edge.Pass(129_000);
        edge.Gate.Count.ShouldBe(1);
        await edge.Pass(1_100);
        await client.ExpectClosedAsync();
        edge.Gate.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Between_requests_the_130_seconds_begin_anew()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        for (int i = 0; i < 2; i++)
        {
            await edge.Pass(100_000);
            await client.SendAsync(WireEdge.Post("{}"));
            await client.ReceiveMessageAsync();
        }
        await edge.ExpectIdleAsync();
        await edge.Pass(131_000);
        await client.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_head_that_comes_too_slowly_is_refused_however_often_a_byte_comes()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync("P");
        await Until.True(() => edge.Blocks.Rented == 1);
        await edge.Settle();
        for (int i = 0; i < 5; i++)
        {
            await client.SendAsync("OST /"[i].ToString());
            await edge.Pass(5_900);
        }
        await edge.Pass(700);
        string answer = await client.ReceiveRestAsync();
        answer.ShouldStartWith("HTTP/1.1 408 ");
        answer.ShouldContain("\r\nConnection: close\r\n");
        client.Dispose();
        await Until.True(() => edge.Gate.Count == 0);
        await edge.ExpectIdleAsync();
    }

    [Fact]
    public async Task A_body_that_comes_too_slowly_is_refused()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync("POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
        await Until.True(() => edge.Worker.Busy == 1);
        for (int i = 0; i < 7; i++)
            await edge.Pass(1_100);
        (await client.ReceiveRestAsync()).ShouldStartWith("HTTP/1.1 408 ");
        client.Dispose();
        await Until.True(() => edge.Gate.Count == 0);
        await edge.ExpectIdleAsync();
    }

    [Fact]
    public async Task An_ended_connection_waits_two_seconds_for_the_callers_end()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync("nonsense\r\n\r\n");
        (await client.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 400 ");
        await edge.ExpectIdleAsync();
        edge.Gate.Count.ShouldBe(1);
        await edge.Pass(2_200);
        edge.Gate.Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_caller_that_takes_a_little_now_and_then_is_too_slow()
    {
        await using var edge = new LoopEdge();
        using WireConnection client = await edge.ConnectSlowAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Replica.AcceptAsync();
        await replica.ReceiveMessageAsync();
        Task answer = replica.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n" + new string('a', 50_000_000));
        await Until.True(() => edge.Blocks.Rented > 0);
        // 68 KiB wait at most, for which five minutes are more than enough; they begin anew at most once, where so little waited that the first
        // bytes taken were all of it. Some is taken all the time, half as fast as it should be.
        for (int i = 0; i < 5; i++)
        {
            await edge.Pass(80_000);
            if (!await TryReceiveAsync(client, 10_000))
                break;
        }
        await edge.Pass(1_000);
        edge.Gate.Count.ShouldBe(0);
        await Should.ThrowAsync<IOException>(answer);
        await edge.ExpectIdleAsync();
    }

    private static async Task<bool> TryReceiveAsync(WireConnection client, int count)
    {
        try
        {
            await client.ReceiveHashAsync(count);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
