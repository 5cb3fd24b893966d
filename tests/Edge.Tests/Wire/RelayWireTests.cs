namespace Edge.Tests.Wire;

/// <summary>Requests and answers on the wire, as they should be.</summary>
public sealed class RelayWireTests
{
    private const string Body = WireEdge.Body;

    [DriverFact]
    public async Task A_call_reaches_the_replica_and_its_answer_the_caller()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body, fields: "Authorization: Bearer secret\r\nX-Custom: kept\r\nConnection: x-hop\r\nX-Hop: no\r\n"));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (string head, string body) = await replica.ReceiveMessageAsync();
        body.ShouldBe(Body);
        head.ShouldStartWith("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:");
        head.ShouldContain("X-Custom: kept\r\n");
        head.ShouldContain("Accept-Encoding: identity\r\n");
        head.ShouldContain("X-Forwarded-For: 127.0.0.1\r\n");
        head.ShouldContain("X-Forwarded-Proto: http\r\n");
        head.ShouldContain("X-Forwarded-Host: edge\r\n");
        head.ShouldContain("Forwarded: for=127.0.0.1;proto=http;host=\"edge\"\r\n");
        head.ShouldNotContain("secret");
        head.ShouldNotContain("X-Hop", Case.Insensitive);
        head.ShouldNotContain("Connection", Case.Insensitive);
        await replica.SendAsync("HTTP/1.1 201 Created\r\nContent-Length: 2\r\nX-Theirs: yes\r\nx-request-id: up-1\r\nConnection: x-gone\r\nX-Gone: no\r\n\r\nok");
        (string answer, string text) = await client.ReceiveMessageAsync();
        text.ShouldBe("ok");
        answer.ShouldStartWith("HTTP/1.1 201 Created\r\n");
        answer.ShouldContain("X-Theirs: yes\r\n");
        answer.ShouldContain("x-request-id: req_");
        answer.ShouldContain("x-upstream-request-id: up-1\r\n");
        answer.ShouldNotContain("X-Gone", Case.Insensitive);
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task Both_connections_are_kept_for_the_next_request()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        for (int i = 0; i < 3; i++)
        {
            await replica.ReceiveMessageAsync();
            await replica.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
            await client.SendAsync(WireEdge.Post(Body));
        }
        await replica.ReceiveMessageAsync();
        edge.Upstream.HasPending.ShouldBeFalse();
    }

    [DriverFact]
    public async Task Each_event_of_a_stream_reaches_the_caller_as_it_comes()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        (await client.ReceiveHeadAsync()).ShouldContain("Content-Type: text/event-stream\r\n");
        for (int i = 0; i < 3; i++)
        {
            await replica.SendAsync($"9\r\ndata: {i}\n\n\r\n");
            await client.ReceiveAsync($"9\r\ndata: {i}\n\n\r\n");
        }
        await replica.SendAsync("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
        await client.ReceiveAsync("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_chunked_body_is_scanned_and_forwarded_while_it_comes()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync("POST /v1/embeddings HTTP/1.1\r\nHost: edge\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n{\"model\":\"m\",\r\n");
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (await replica.ReceiveHeadAsync()).ShouldContain("Transfer-Encoding: chunked\r\n");
        await replica.ReceiveAsync("c\r\n{\"model\":\"m\"\r\n");
        await client.SendAsync("6\r\n\"x\":1}\r\n0\r\n\r\n");
        string rest = await replica.ReceiveUntilAsync("0\r\n\r\n");
        string.Concat(rest.Split("\r\n").Where((_, i) => i % 2 == 1)).ShouldBe(",\"x\":1}");
    }

    [DriverFact]
    public async Task The_served_name_is_spliced_in_and_nothing_else_changes()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { ServedModel = "org/model" });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post("""{ "x":[ "model" ], "mod\u0065l" : "\u006d" , "y":1 }"""));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (await replica.ReceiveMessageAsync()).Body.ShouldBe("""{ "x":[ "model" ], "mod\u0065l" : "org/model" , "y":1 }""");
    }

    [DriverFact]
    public async Task A_base_path_takes_the_place_of_the_callers()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Endpoints = [new(new Uri(m.Endpoints[0].Url, "/serve/v2/"))] });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body, "/inference/v1/chat/completions?a=b%20c"));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (await replica.ReceiveHeadAsync()).ShouldStartWith("POST /serve/v2/chat/completions?a=b%20c HTTP/1.1\r\n");
    }

    [DriverFact]
    public async Task A_sane_request_id_of_the_caller_is_kept_and_passed_on()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body, fields: "X-Request-Id: mine-1\r\n"));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (await replica.ReceiveMessageAsync()).Head.ShouldContain("x-request-id: mine-1\r\n", Case.Insensitive);
        await replica.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        (await client.ReceiveHeadAsync()).ShouldContain("x-request-id: mine-1\r\n");
    }

    [DriverFact]
    public async Task An_interim_answer_is_not_the_answer()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post(Body));
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        (string head, string body) = await client.ReceiveMessageAsync();
        head.ShouldStartWith("HTTP/1.1 200 OK\r\n");
        body.ShouldBe("ok");
    }

    [DriverFact]
    public async Task A_caller_that_asks_first_is_told_to_continue()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync($"POST /v1/completions HTTP/1.1\r\nHost: edge\r\nExpect: 100-continue\r\nContent-Length: {Body.Length}\r\n\r\n");
        await client.ReceiveAsync("HTTP/1.1 100 Continue\r\n\r\n");
        await client.SendAsync(Body);
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        (await replica.ReceiveMessageAsync()).Head.ShouldNotContain("Expect", Case.Insensitive);
    }
}
