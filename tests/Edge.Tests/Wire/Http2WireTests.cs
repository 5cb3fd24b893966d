using System.Net;
using System.Text;

namespace Edge.Tests.Wire;

/// <summary>HTTP/2 in front, cleartext and with prior knowledge: streams among others on one connection.</summary>
public sealed class Http2WireTests
{
    private const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Fact]
    public async Task Each_event_of_a_stream_reaches_the_caller_as_it_comes()
    {
        await using WireEdge edge = await StartAsync();
        using var client = new WireClient(edge.Address, HttpVersion.Version20);
        Task<HttpResponseMessage> call = client.PostAsync(WireEdge.Body);
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(StreamHead);
        using HttpResponseMessage answer = await call;
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using Stream body = await answer.Content.ReadAsStreamAsync();
        for (int i = 0; i < 3; i++)
        {
            await replica.SendAsync($"9\r\ndata: {i}\n\n\r\n");
            (await ReadAsync(body, 9)).ShouldBe($"data: {i}\n\n");
        }
        await replica.SendAsync("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");
        (await ReadAsync(body, 14)).ShouldBe("data: [DONE]\n\n");
        (await body.ReadAsync(new byte[1])).ShouldBe(0);
        await edge.ExpectIdleAsync();
    }

    [Fact]
    public async Task A_caller_that_cancels_its_stream_frees_the_replica_and_keeps_the_connection()
    {
        await using WireEdge edge = await StartAsync();
        using var client = new WireClient(edge.Address, HttpVersion.Version20);
        using var cancel = new CancellationTokenSource();
        Task<HttpResponseMessage> waiting = client.PostAsync(WireEdge.Body, [], cancel.Token);
        using (WireConnection replica = await edge.Upstream.AcceptAsync())
        {
            await replica.ReceiveMessageAsync();
            await cancel.CancelAsync();
            await replica.ExpectClosedAsync();
        }
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);

        Task<HttpResponseMessage> streaming = client.PostAsync(WireEdge.Body);
        using (WireConnection replica = await edge.Upstream.AcceptAsync())
        {
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(StreamHead + "9\r\ndata: 1\n\n\r\n");
            HttpResponseMessage answer = await streaming;
            (await ReadAsync(await answer.Content.ReadAsStreamAsync(), 9)).ShouldBe("data: 1\n\n");
            answer.Dispose();
            await replica.ExpectClosedAsync();
        }
        await edge.ExpectIdleAsync();
        client.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_broken_stream_ends_with_an_error_event_and_an_exception()
    {
        await using WireEdge edge = await StartAsync();
        using var client = new WireClient(edge.Address, HttpVersion.Version20);
        Task<HttpResponseMessage> call = client.PostAsync(WireEdge.Body);
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        await replica.SendAsync(StreamHead + "9\r\ndata: 1\n\n\r\n");
        using HttpResponseMessage answer = await call;
        using Stream body = await answer.Content.ReadAsStreamAsync();
        (await ReadAsync(body, 9)).ShouldBe("data: 1\n\n");
        replica.Dispose();
        var rest = new StringBuilder();
        await Should.ThrowAsync<IOException>(async () =>
        {
            byte[] buffer = new byte[1024];
            for (int count; (count = await body.ReadAsync(buffer)) > 0;)
                rest.Append(Encoding.UTF8.GetString(buffer, 0, count));
        });
        rest.ToString().ShouldMatch("^data: \\{\"error\":\\{.*\"code\":\"truncated\"\\}\\}\n\n$");
        await edge.ExpectIdleAsync();
    }

    [Fact]
    public async Task A_broken_stream_is_reset_behind_its_last_event_and_never_ended()
    {
        await using WireEdge edge = await StartAsync();
        using WireHttp2 client = await WireHttp2.ToAsync(edge.Address);
        await client.PostAsync(1, WireEdge.Body);
        using (WireConnection replica = await edge.Upstream.AcceptAsync())
        {
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(StreamHead + "9\r\ndata: 1\n\n\r\n");
        }
        var data = new StringBuilder();
        while (true)
        {
            (byte type, bool ends, string payload) = await client.ReceiveAsync(1);
            ends.ShouldBeFalse();
            if (type == WireHttp2.Reset)
                break;
            if (type == WireHttp2.Data)
                data.Append(payload);
        }
        data.ToString().ShouldMatch("^data: 1\n\ndata: \\{\"error\".*\\}\n\n$");
    }

    [Fact]
    public async Task A_hundred_streams_share_one_connection()
    {
        const int Count = 100;
        await using WireEdge edge = await StartAsync();
        using var client = new WireClient(edge.Address, HttpVersion.Version20);
        Task<HttpResponseMessage>[] calls = [.. Enumerable.Range(0, Count).Select(i => client.PostAsync($$"""{"model":"m","n":{{i}}}"""))];
        var replicas = new List<(WireConnection Connection, string Body)>();
        while (replicas.Count < Count)
        {
            WireConnection replica = await edge.Upstream.AcceptAsync();
            replicas.Add((replica, (await replica.ReceiveMessageAsync()).Body));
        }
        foreach ((WireConnection connection, string body) in replicas)
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        for (int i = 0; i < Count; i++)
        {
            using HttpResponseMessage answer = await calls[i];
            (await answer.Content.ReadAsStringAsync()).ShouldBe($$"""{"model":"m","n":{{i}}}""");
        }
        client.Connections.ShouldBe(1);
        await edge.ExpectIdleAsync();
        replicas.ForEach(replica => replica.Connection.Dispose());
    }

    [Theory]
    [InlineData("/v1/chat/completions?a=1 HTTP/1.1")]
    [InlineData("/v1/chat/completions?a\tb")]
    [InlineData("/v1/chat/completions?\u00e4")]
    [InlineData("/v1/chat/completions?a\r\nX-Smuggled: 1")]
    [InlineData("/v1/chat completions")]
    public async Task A_path_that_is_none_in_HTTP_1_reaches_no_replica(string path)
    {
        await using WireEdge edge = await StartAsync();
        using WireHttp2 client = await WireHttp2.ToAsync(edge.Address);
        await client.PostAsync(1, WireEdge.Body, path);
        try
        {
            (byte type, _, string payload) = await client.ReceiveAsync(1);
            type.ShouldBe(WireHttp2.Headers);
            ((int)payload[0]).ShouldBe(0x8c, "the status is 400, the 12th field of HPACK's static table");
        }
        catch (IOException)
        {
            // Kestrel ends the connection for a field that it can't read at all; what comes late of the call is answered by a reset.
        }
        edge.Upstream.HasPending.ShouldBeFalse();
        await edge.ExpectIdleAsync();
    }

    [Fact]
    public async Task Without_HTTP_2_on_a_cleartext_address_for_it_there_is_no_answer_of_a_call()
    {
        await using WireEdge edge = await StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post());
        (await client.ReceiveRestAsync()).ShouldNotContain("200 OK");
        edge.Upstream.HasPending.ShouldBeFalse();
    }

    private static Task<WireEdge> StartAsync() => WireEdge.ListenAsync(listen => listen with { Data = null, H2c = WireEdge.AnyPort });

    private static async Task<string> ReadAsync(Stream body, int count)
    {
        byte[] buffer = new byte[count];
        using var deadline = new CancellationTokenSource(WireConnection.Patience);
        await body.ReadExactlyAsync(buffer, deadline.Token);
        return Encoding.UTF8.GetString(buffer);
    }
}
