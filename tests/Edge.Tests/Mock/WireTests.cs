using System.Security.Cryptography;
using System.Text;
using Edge.Mock.Wire;

namespace Edge.Tests.Mock;

public sealed class WireTests
{
    private const string Body = """{"model":"m","messages":[]}""";

    [Fact]
    public async Task A_request_is_read_however_it_is_cut_into_pieces()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        byte[] request = Encoding.Latin1.GetBytes($"POST /v1/completions HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n{Body.Length:x}\r\n{Body}\r\n0\r\n\r\n");
        for (int at = 1; at < request.Length; at++)
        {
            await client.SendAsync(request.AsMemory(0, at));
            await client.SendAsync(request.AsMemory(at));
            (await client.ReceiveAsync("}}}")).ShouldContain("\"m\"");
        }
        foreach (byte b in request)
            await client.SendAsync(new[] { b });
        (await client.ReceiveAsync("}}}")).ShouldContain("\"m\"");
        host.Server.Requests(0).ShouldAllBe(entry => entry.BodyBytes == Body.Length && entry.Connection == 1);
        (host.Counters.Completed, host.Counters.Malformed).ShouldBe((request.Length, 0));
    }

    [Fact]
    public async Task Requests_that_come_in_one_piece_are_answered_one_after_the_other()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        string request = $"POST /v1/completions HTTP/1.1\r\nHost: h\r\nContent-Length: {Body.Length}\r\n\r\n{Body}";
        await client.SendAsync(request + request + request);
        for (int i = 0; i < 3; i++)
            await client.ReceiveAsync("}}}");
        host.Counters.Completed.ShouldBe(3);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "request line")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\n", "host")]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "both")]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", "more than one")]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", "chunk")]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip\r\n\r\n", "chunked")]
    [InlineData("POST / HTTP/1.1\nHost: h\n\n", "CR LF")]
    public async Task A_broken_request_is_answered_counted_and_the_connection_closed(string sent, string reason)
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync(sent + "and more that nobody will read");
        string answer = await client.ReceiveToEndAsync();
        answer.ShouldStartWith("HTTP/1.1 400 Bad Request\r\n");
        answer.Split("x-mock-error: ")[1].Split("\r\n")[0].ShouldContain(reason);
        answer.ShouldContain("connection: close\r\n");
        (host.Counters.Malformed, host.Counters.Requests, host.Counters.InFlight).ShouldBe((1, 1, 0));
        host.Last.Error.ShouldContain(reason);
    }

    [Fact]
    public async Task A_head_that_does_not_end_is_refused()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: h\r\nX: " + new string('x', 32 * 1024));
        (await client.ReceiveToEndAsync()).ShouldStartWith("HTTP/1.1 413");
        host.Counters.Malformed.ShouldBe(1);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_before_it_comes()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync($"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {MockRequestReader.MaxBodyBytes + 1}\r\n\r\n");
        (await client.ReceiveToEndAsync()).ShouldStartWith("HTTP/1.1 413");
    }

    [Fact]
    public async Task A_client_that_waits_for_it_is_told_to_continue()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync($"POST /v1/completions HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: {Body.Length}\r\n\r\n");
        (await client.ReceiveAsync("\r\n\r\n")).ShouldBe("HTTP/1.1 100 Continue\r\n\r\n");
        await client.SendAsync(Body);
        (await client.ReceiveAsync("\r\n\r\n")).ShouldStartWith("HTTP/1.1 200 OK\r\n");
    }

    [Fact]
    public async Task A_client_that_does_not_wait_is_not_told()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync($"POST /v1/completions HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
        (await client.ReceiveAsync("\r\n\r\n")).ShouldStartWith("HTTP/1.1 200 OK\r\n");
    }

    [Fact]
    public async Task A_large_body_is_hashed_as_it_comes()
    {
        await using MockHost host = await MockHost.StartAsync();
        string body = """{"model":"m","messages":[{"role":"user","content":" """ + new string('y', 3_000_000) + "\"}]}";
        await host.JsonAsync("/v1/chat/completions", body);
        host.Last.BodySha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))));
        await host.JsonAsync("/v1/chat/completions", Body);
        host.Last.BodySha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body))));
    }

    [Fact]
    public async Task Asked_to_close_it_says_so_and_closes()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync("GET /v1/models HTTP/1.1\r\nHost: h\r\nConnection: x, Close\r\n\r\n");
        (await client.ReceiveToEndAsync()).ShouldContain("connection: close\r\n");
    }

    [Fact]
    public async Task Deep_nesting_is_taken()
    {
        await using MockHost host = await MockHost.StartAsync();
        string body = "{\"model\":\"m\",\"messages\":" + new string('[', 900) + new string(']', 900) + "}";
        (await host.JsonAsync("/v1/chat/completions", body)).GetProperty("model").GetString().ShouldBe("m");
    }
}
