namespace Edge.Tests.Wire;

/// <summary>Requests as HTTP/1 allows them (RFC 9112), and as it does not.</summary>
public sealed class RequestFramingWireTests
{
    private const string Head = "POST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\n";

    [DriverFact]
    public async Task Pipelined_requests_are_answered_in_order()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post("""{"model":"m","n":1}""") + WireEdge.Get("/livez") + WireEdge.Post("""{"model":"m","n":2}""") + WireEdge.Get("/v1/nonsense"));
        foreach (int n in (int[])[1, 2])
        {
            // On a connection each: what a loop gives to Kestrel does not share the loop's connections.
            using WireConnection replica = await edge.Upstream.AcceptAsync();
            (await replica.ReceiveMessageAsync()).Body.ShouldContain($"\"n\":{n}");
            await replica.SendAsync($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n{n}");
            (await client.ReceiveMessageAsync()).Body.ShouldBe($"{n}");
            if (n == 1)
                (await client.ReceiveMessageAsync()).Body.ShouldBe("ok\n");
        }
        (await client.ReceiveMessageAsync()).Head.ShouldStartWith("HTTP/1.1 405 ");
    }

    [DriverFact]
    public async Task A_caller_of_HTTP_1_0_gets_an_answer_that_ends_with_the_connection()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync($"POST /v1/chat/completions HTTP/1.0\r\nContent-Length: {WireEdge.Body.Length}\r\n\r\n{WireEdge.Body}");
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (string head, string body) = await replica.ReceiveMessageAsync();
        head.ShouldStartWith("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:");
        body.ShouldBe(WireEdge.Body);
        await replica.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
        string answer = await client.ReceiveRestAsync();
        answer.ShouldStartWith("HTTP/1.1 200 OK\r\n");
        answer.ShouldContain("\r\nConnection: close\r\n");
        answer.ShouldNotContain("chunked");
        answer.ShouldEndWith("\r\n\r\nhello world");
    }

    [DriverFact]
    public async Task A_caller_of_HTTP_1_0_sees_a_reset_when_its_answer_breaks()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync($"POST /v1/chat/completions HTTP/1.0\r\nContent-Length: {WireEdge.Body.Length}\r\n\r\n{WireEdge.Body}");
        using (WireConnection replica = await edge.Upstream.AcceptAsync())
        {
            await replica.ReceiveMessageAsync();
            await replica.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
            await client.ReceiveUntilAsync("hello");
        }
        await client.ExpectResetAsync();
    }

    [DriverTheory]
    [InlineData("http://edge/v1/chat/completions?a=%20b")]
    [InlineData("http://other:99/v1/chat/completions?a=%20b")]
    public async Task A_target_in_absolute_form_is_understood(string target)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        string host = new Uri(target).Authority;
        string request = (await edge.RelayAsync(WireEdge.Post(path: target).Replace("Host: edge", $"Host: {host}", StringComparison.Ordinal))).Request;
        request.ShouldStartWith("POST /v1/chat/completions?a=%20b HTTP/1.1\r\nHost: 127.0.0.1:");
    }

    [DriverTheory]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: edge\r\n\r\n", "HTTP/1.1 404 ")]
    [InlineData("CONNECT edge:80 HTTP/1.1\r\nHost: edge:80\r\n\r\n", "HTTP/1.1 404 ")]
    [InlineData("POST http://edge/v1/../metrics HTTP/1.1\r\nHost: edge\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 404 ")]
    public async Task Other_targets_are_no_calls(string request, string status)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        (await edge.AskAsync(request)).Head.ShouldStartWith(status);
        edge.Upstream.HasPending.ShouldBeFalse();
    }

    [DriverFact]
    public async Task Extensions_and_trailers_of_a_chunked_body_stay_behind()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(Head + "Trailer: X-Sum\r\nTransfer-Encoding: Chunked\r\n\r\n00d;a=b;c=\"d\"\r\n{\"model\":\"m\",\r\n6;x\r\n\"x\":1}\r\n0;last\r\nX-Sum: 1\r\nContent-Length: 3\r\n\r\n");
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        string head = await replica.ReceiveHeadAsync();
        head.ShouldNotContain("X-Sum", Case.Insensitive);
        string body = head.Contains("Transfer-Encoding: chunked\r\n", StringComparison.Ordinal)
            ? await replica.ReceiveChunksAsync()
            : await replica.ReceiveUntilAsync("}");
        body.ShouldBe("""{"model":"m","x":1}""");
        await replica.SendAsync(WireEdge.Ok);
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
        await client.SendAsync(WireEdge.Get("/livez"));
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok\n");
    }

    [DriverTheory]
    [InlineData("Content-Length: 18\r\nTransfer-Encoding: chunked\r\n\r\n13\r\n{\"model\":\"m\",\"x\":1}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n13\r\n{\"model\":\"m\",\"x\":1}\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 19\r\nContent-Length: 18\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("Content-Length: 19\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("Content-Length: 19, 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("Content-Length: -1\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("Content-Length: 0x13\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("Transfer-Encoding: gzip, chunked\r\n\r\n13\r\n{\"model\":\"m\",\"x\":1}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, gzip\r\n\r\n13\r\n{\"model\":\"m\",\"x\":1}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, chunked\r\n\r\n13\r\n{\"model\":\"m\",\"x\":1}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n13\r\n{\"model\":\"m\",\"x\":1}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: identity\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("Transfer-Encoding: xchunked\r\n\r\n13\r\n{\"model\":\"m\",\"x\":1}\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: \u000bchunked\r\n\r\n13\r\n{\"model\":\"m\",\"x\":1}\r\n0\r\n\r\n")]
    [InlineData("X-A: 1\r\n folded\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData(" X-A: 1\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("X-A: 1\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("Content-Length: 19\n\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("X-A: 1\rX-B: 2\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("X-A: a\0b\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("X-A: a\u0001b\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("Content-Length : 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("X A: 1\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("X-A\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData(": 1\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("Host: other\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    public async Task A_head_that_two_readers_could_understand_differently_is_refused(string rest) => await ExpectRefusalAsync(Head + rest);

    [DriverTheory]
    [InlineData("POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("POST /v1/chat/completions HTTP/1.1\nHost: edge\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("POST /v1/chat/completions?a b HTTP/1.1\r\nHost: edge\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("POST /v1/chat/completions?a\u0001b HTTP/1.1\r\nHost: edge\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("POST /v1/chat/completions?\u00e4 HTTP/1.1\r\nHost: edge\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("POST  /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("POST /v1/chat/completions HTTP/1.1 \r\nHost: edge\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    [InlineData("P\u0000ST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nContent-Length: 19\r\n\r\n{\"model\":\"m\",\"x\":1}")]
    public async Task A_request_line_that_is_none_is_refused(string request) => await ExpectRefusalAsync(request);

    [DriverTheory]
    [InlineData("d\r\n{\"model\":\"m\",\r\nxyz\r\n")]
    [InlineData("d\r\n{\"model\":\"m\",6\r\n\"x\":1}\r\n0\r\n\r\n")]
    [InlineData("d\r\n{\"model\":\"m\",\r\n-1\r\n")]
    [InlineData("d\r\n{\"model\":\"m\",\r\nfffffffffffffffff\r\n")]
    [InlineData("d\r\n{\"model\":\"m\",\r\n6\n\"x\":1}\r\n0\r\n\r\n")]
    [InlineData("d\r\n{\"model\":\"m\",\r\n6;\n\r\n\"x\":1}\r\n0\r\n\r\n")]
    public async Task Broken_chunks_never_become_a_whole_request(string chunks)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(Head + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
        string answer = await client.ReceiveRestAsync();
        if (answer.Length > 0)
            answer.ShouldStartWith("HTTP/1.1 400 Bad Request\r\n");
        if (edge.Upstream.HasPending)
        {
            using WireConnection replica = await edge.Upstream.AcceptAsync();
            (await replica.ReceiveRestAsync()).ShouldNotEndWith("0\r\n\r\n");
        }
        await edge.ExpectIdleAsync();
    }

    private static async Task ExpectRefusalAsync(string request)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(request + WireEdge.Get("/livez"));
        string answer = await client.ReceiveRestAsync();
        answer.ShouldStartWith("HTTP/1.1 400 Bad Request\r\n");
        answer.ShouldNotContain("200 OK", customMessage: "the connection went on");
        edge.Upstream.HasPending.ShouldBeFalse();
        await edge.ExpectIdleAsync();
    }
}
