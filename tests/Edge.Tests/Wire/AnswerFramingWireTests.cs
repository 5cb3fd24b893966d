namespace Edge.Tests.Wire;

/// <summary>Answers of a replica as HTTP/1 allows them (RFC 9112), and what is said of others; those are in the list of <see cref="HostileWireTests"/>.</summary>
public sealed class AnswerFramingWireTests
{
    [DriverTheory]
    [InlineData("hello\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")]
    public async Task An_answer_that_is_not_HTTP_is_502_and_the_last_on_its_connection(string answer)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(answer);
        (string head, string body) = await client.ReceiveMessageAsync();
        head.ShouldStartWith("HTTP/1.1 502 Bad Gateway\r\n");
        WireError.Of(body).ShouldBe(("server_error", "upstream_malformed", null));
        await replica.ExpectClosedAsync();
        await ExpectNextOnNewConnectionAsync(edge, client);
    }

    [DriverTheory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    public async Task An_answer_that_never_begins_is_502(string begun)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using (WireConnection replica = await edge.Upstream.AcceptAsync())
        {
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(begun);
        }
        (string head, string body) = await client.ReceiveMessageAsync();
        head.ShouldStartWith("HTTP/1.1 502 Bad Gateway\r\n");
        WireError.Of(body).Code.ShouldBe(begun.Length == 0 ? "upstream_closed" : "upstream_malformed");
        await ExpectNextOnNewConnectionAsync(edge, client);
    }

    [DriverTheory]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    public async Task A_replica_that_wants_no_second_request_gets_none(string answer)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(answer);
        (string head, string body) = await client.ReceiveMessageAsync();
        head.ShouldNotContain("Connection:", Case.Insensitive);
        body.ShouldBe("ok");
        await replica.ExpectClosedAsync();
        await ExpectNextOnNewConnectionAsync(edge, client);
    }

    [DriverTheory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhello", "hello")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: [DONE]\n\n", "data: [DONE]\n\n")]
    public async Task An_answer_that_ends_with_its_connection_is_whole(string answer, string body)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using (WireConnection replica = await edge.Upstream.AcceptAsync())
        {
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(answer);
        }
        (await client.ReceiveHeadAsync()).ShouldContain("\r\nTransfer-Encoding: chunked\r\n");
        (await client.ReceiveChunksAsync()).ShouldBe(body);
        await ExpectNextOnNewConnectionAsync(edge, client);
    }

    [DriverFact]
    public async Task An_event_stream_that_ends_with_its_connection_needs_its_end_mark()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using (WireConnection replica = await edge.Upstream.AcceptAsync())
        {
            await replica.ReceiveMessageAsync();
            await replica.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n");
        }
        string answer = await client.ReceiveRestAsync();
        answer.ShouldContain("data: 1\n\n");
        answer.ShouldContain("\"code\":\"truncated\"");
        answer.ShouldNotEndWith("0\r\n\r\n");
    }

    [DriverTheory]
    [InlineData("/v1/responses", "event: response.completed\ndata: {}\n\n", true)]
    [InlineData("/v1/responses", "data: [DONE]\n\n", false)]
    [InlineData("/v1/messages", "event: message_stop\ndata: {}\n\n", true)]
    [InlineData("/v1/messages", "data: 1\n\n", false)]
    [InlineData("/v1/audio/speech", "data: 1\n\n", true)]
    public async Task Each_call_has_its_own_end_mark(string path, string events, bool whole)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(path: path, fields: "Connection: close\r\n"));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: {events.Length}\r\n\r\n{events}");
        string answer = await client.ReceiveRestAsync();
        answer.Contains("\"error\":{", StringComparison.Ordinal).ShouldBe(!whole);
        answer.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal).ShouldBe(whole);
    }

    [DriverTheory]
    [InlineData("HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n", "HTTP/1.1 204 No Content\r\n")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\nContent-Length: 9\r\n\r\n", "HTTP/1.1 304 Not Modified\r\n")]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 205 Reset Content\r\n")]
    public async Task An_answer_without_a_body_keeps_both_connections(string answer, string status)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        for (int i = 0; i < 2; i++)
        {
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(answer);
            (await client.ReceiveHeadAsync()).ShouldStartWith(status);
            await edge.ExpectIdleAsync();
            await client.SendAsync(WireEdge.Post());
        }
    }

    /// <summary>The client's connection goes on, and its next request reaches the replica on a connection that was not used before.</summary>
    private static async Task ExpectNextOnNewConnectionAsync(WireEdge edge, WireConnection client)
    {
        await client.SendAsync(WireEdge.Post());
        using WireConnection next = await edge.Upstream.AcceptAsync();
        await next.ReceiveMessageAsync();
        await next.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext");
        (await client.ReceiveMessageAsync()).Body.ShouldBe("next");
        await edge.ExpectIdleAsync();
    }
}
