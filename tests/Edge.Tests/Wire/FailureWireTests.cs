using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>What a caller sees on the wire when something fails, and what the replica sees when the caller leaves.</summary>
public sealed class FailureWireTests
{
    private const string Body = WireEdge.Body;
    private const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    [DriverFact]
    public async Task A_caller_that_leaves_during_prefill_frees_the_replica()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        client.Dispose();
        await replica.ExpectClosedAsync();
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_caller_that_leaves_while_sending_frees_the_replica()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        WireConnection client = await edge.ConnectAsync();
        await client.SendAsync("POST /v1/embeddings HTTP/1.1\r\nHost: edge\r\nContent-Length: 100\r\n\r\n{\"model\":\"m\",");
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveHeadAsync();
        await replica.ReceiveAsync("{\"model\":\"m\"");
        client.Dispose();
        await replica.ExpectClosedAsync();
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_caller_that_leaves_while_streaming_frees_the_replica()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(StreamHead + "9\r\ndata: 1\n\n\r\n");
        await client.ReceiveUntilAsync("data: 1\n\n\r\n");
        client.Reset();
        await replica.ExpectClosedAsync();
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_cut_stream_ends_with_an_error_event_and_without_its_last_chunk()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(StreamHead + "9\r\ndata: 1\n\n\r\n");
        await client.ReceiveUntilAsync("data: 1\n\n\r\n");
        replica.Dispose();
        string rest = await client.ReceiveRestAsync();
        rest.ShouldContain("data: {\"error\":{\"message\":");
        rest.ShouldContain("\"code\":\"truncated\"");
        rest.ShouldNotEndWith("0\r\n\r\n");
    }

    [DriverFact]
    public async Task A_cut_plain_answer_stays_short_of_its_length()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhel");
        await client.ReceiveUntilAsync("\r\n\r\nhel");
        replica.Reset();
        await client.ExpectClosedAsync();
    }

    [DriverFact]
    public async Task A_kept_connection_that_closed_is_noticed_or_the_request_repeated()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using (WireConnection first = await edge.Upstream.AcceptAsync())
        {
            await first.ReceiveMessageAsync();
            await first.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            await client.ReceiveMessageAsync();
        }
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection second = await edge.Upstream.AcceptAsync();
        (await second.ReceiveMessageAsync()).Body.ShouldBe(Body);
        await second.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
    }

    [DriverFact]
    public async Task A_kept_connection_that_closes_on_the_request_is_repeated_on_a_new_one()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection first = await edge.Upstream.AcceptAsync();
        await first.ReceiveMessageAsync();
        await first.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        await client.ReceiveMessageAsync();
        await client.SendAsync(WireEdge.Post(Body));
        await first.ReceiveMessageAsync();
        first.Dispose();
        using WireConnection second = await edge.Upstream.AcceptAsync();
        (await second.ReceiveMessageAsync()).Body.ShouldBe(Body);
        await second.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
    }

    [DriverFact]
    public async Task A_refused_body_never_becomes_a_whole_request()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post("""{"model":"m","x":1} trailing"""));
        (string head, string body) = await client.ReceiveMessageAsync();
        head.ShouldStartWith("HTTP/1.1 400 Bad Request\r\n");
        body.ShouldContain("\"param\":\"model\"");
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task An_answer_before_the_body_ended_is_relayed_and_the_connection_lives_when_little_is_left()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync("POST /v1/embeddings HTTP/1.1\r\nHost: edge\r\nContent-Length: 25\r\n\r\n{\"model\":\"m\",");
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveHeadAsync();
        await replica.SendAsync("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
        (await client.ReceiveMessageAsync()).Body.ShouldBe("no");
        await client.SendAsync("\"xxxxxx\":1}}" + WireEdge.Post(Body));
        using WireConnection next = await edge.Upstream.AcceptAsync();
        (await next.ReceiveMessageAsync()).Body.ShouldBe(Body);
    }

    [DriverFact]
    public async Task A_caller_that_sends_all_before_it_reads_sees_why_its_body_is_refused()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { MaxBodyBytes = 16 << 20 });
        using WireConnection client = await edge.ConnectAsync();
        const int Size = 17 << 20;
        await client.SendAsync($"POST /v1/embeddings HTTP/1.1\r\nHost: edge\r\nContent-Length: {Size}\r\n\r\n");
        byte[] block = new byte[1 << 20];
        for (int i = 0; i < Size / block.Length; i++)
            await client.SendAsync(block);
        string head = (await client.ReceiveMessageAsync()).Head;
        head.ShouldStartWith("HTTP/1.1 413 ");
        if (head.Contains("\r\nConnection: close\r\n", StringComparison.Ordinal))
            await client.ExpectClosedAsync();
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task An_unwanted_body_is_not_read_for_ever()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync("POST /v1/embeddings HTTP/1.1\r\nHost: edge\r\nContent-Length: 1000000000\r\n\r\n{\"model\":\"other\",");
        (await client.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 4");
        await Should.ThrowAsync<IOException>(async () =>
        {
            for (int i = 0; i < 500; i++)
                await client.SendAsync(new byte[1 << 20]);
        });
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task Without_a_replica_to_reach_the_caller_gets_a_502_in_JSON()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        edge.Upstream.Dispose();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        (string head, string body) = await client.ReceiveMessageAsync();
        head.ShouldStartWith("HTTP/1.1 502 Bad Gateway\r\n");
        head.ShouldContain("Content-Type: application/json\r\n");
        body.ShouldContain("\"code\":\"connect_failed\"");
    }

    [DriverFact]
    public async Task The_first_byte_has_its_time()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Timeouts = new TimeoutsConfig { FirstByte = TimeSpan.FromMilliseconds(200) } });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        (await client.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 504 Gateway Timeout\r\n");
        await replica.ExpectClosedAsync();
    }
}
