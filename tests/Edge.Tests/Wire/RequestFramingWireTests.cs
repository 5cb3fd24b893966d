namespace Edge.Tests.Wire;

/// <summary>Requests as HTTP/1 allows them (RFC 9112); as it does not they are in the list of <see cref="HostileWireTests"/>.</summary>
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
}
