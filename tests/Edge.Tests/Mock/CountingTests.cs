using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Edge.Mock;

namespace Edge.Tests.Mock;

public sealed class CountingTests
{
    private const string Hi = """{"model":"m","messages":[]}""";

    [Fact]
    public async Task What_was_received_is_listed_as_it_came()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync($"POST /v1/chat/completions?q=1 HTTP/1.1\r\nhOsT: h\r\nX-Two: b\r\nx-two: a\r\nContent-Length: {Hi.Length}\r\n\r\n{Hi}");
        await client.ReceiveAsync("}}}");
        JsonElement log = await host.GetAsync("/mock/requests");
        log.GetProperty("replica").GetInt32().ShouldBe(0);
        log.GetProperty("port").GetInt32().ShouldBe(host.Port);
        JsonElement entry = log.GetProperty("requests").EnumerateArray().ShouldHaveSingleItem();
        entry.GetProperty("method").GetString().ShouldBe("POST");
        entry.GetProperty("path").GetString().ShouldBe("/v1/chat/completions?q=1");
        entry.GetProperty("headers").EnumerateArray().Select(field => $"{field[0].GetString()}={field[1].GetString()}")
            .ShouldBe(["hOsT=h", "X-Two=b", "x-two=a", $"Content-Length={Hi.Length}"]);
        entry.GetProperty("model").GetString().ShouldBe("m");
        entry.GetProperty("stream").GetBoolean().ShouldBeFalse();
        entry.GetProperty("body_bytes").GetInt32().ShouldBe(Hi.Length);
        entry.GetProperty("body_sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Hi))));
        entry.GetProperty("status").GetInt32().ShouldBe(200);
        entry.GetProperty("outcome").GetString().ShouldBe("completed");
    }

    [Fact]
    public async Task Counters_are_given_as_json_with_the_last_request()
    {
        await using MockHost host = await MockHost.StartAsync();
        await host.JsonAsync("/v1/chat/completions", Hi);
        await host.EventsAsync("/v1/completions", """{"model":"s","stream":true}""");
        JsonElement stats = await host.GetAsync("/mock/stats");
        Number(stats, "requests").ShouldBe(2);
        Number(stats, "streams").ShouldBe(1);
        Number(stats, "completed").ShouldBe(2);
        Number(stats, "connections").ShouldBe(1);
        Number(stats, "open_connections").ShouldBe(1);
        Number(stats, "in_flight").ShouldBe(0);
        stats.GetProperty("last").GetProperty("model").GetString().ShouldBe("s");
        foreach (string zero in (string[])["aborted_by_client", "last_aborted_at_ms", "faulted", "malformed", "refused", "crashes"])
            Number(stats, zero).ShouldBe(0);
    }

    [Fact]
    public async Task Bytes_are_counted_with_heads_and_framing()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        string request = $"POST /v1/completions HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{Hi.Length:x}\r\n{Hi}\r\n0\r\n\r\n";
        await client.SendAsync(request);
        string answer = await client.ReceiveToEndAsync();
        (host.Counters.BytesIn, host.Counters.BytesOut).ShouldBe((request.Length, answer.Length));
    }

    [Fact]
    public async Task A_reset_forgets_what_was_but_not_what_is()
    {
        await using MockHost host = await MockHost.StartAsync();
        await host.JsonAsync("/v1/chat/completions", Hi);
        using RawClient hanging = await RawClient.ConnectAsync(host.Port);
        await hanging.SendAsync($"POST /v1/completions HTTP/1.1\r\nHost: h\r\nContent-Length: {Hi.Length}\r\nx-mock-fault: hang\r\n\r\n{Hi}");
        await Eventually.IsAsync(() => host.Last.Fault == "hang" && host.Last.Model == "m");
        (await host.JsonAsync("/mock/reset", "{}")).GetProperty("requests").GetInt32().ShouldBe(1);
        MockCounters counters = host.Counters;
        (counters.Requests, counters.InFlight, counters.Completed, counters.BytesIn, counters.BytesOut).ShouldBe((1, 1, 0, 0, 0));
        (counters.Connections, counters.OpenConnections).ShouldBe((2, 2));
        host.Server.Requests(0).ShouldBeEmpty();
        hanging.Dispose();
        await Eventually.IsAsync(() => counters.AbortedByClient == 1);
    }

    [Fact]
    public async Task The_log_keeps_the_last_requests_only()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { LogSize = 3 });
        for (int i = 0; i < 5; i++)
            await host.JsonAsync($"/{i}/embeddings", Hi);
        host.Server.Requests(0).Select(entry => entry.Path).ShouldBe(["/2/embeddings", "/3/embeddings", "/4/embeddings"]);
    }

    [Fact]
    public async Task Reused_connections_are_told_apart_from_new_ones()
    {
        await using MockHost host = await MockHost.StartAsync();
        await host.JsonAsync("/v1/embeddings", Hi);
        await host.JsonAsync("/v1/embeddings", Hi);
        await host.JsonAsync("/v1/embeddings", Hi, ("connection", "close"));
        await host.JsonAsync("/v1/embeddings", Hi);
        host.Server.Requests(0).Select(entry => entry.Connection).ShouldBe([1, 1, 1, 2]);
    }

    [Fact]
    public async Task Stopping_the_mock_ends_what_is_in_flight_without_blaming_the_client()
    {
        MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync($"POST /v1/completions HTTP/1.1\r\nHost: h\r\nContent-Length: {Hi.Length}\r\nx-mock-fault: hang\r\n\r\n{Hi}");
        await Eventually.IsAsync(() => host.Counters.InFlight == 1);
        await host.DisposeAsync();
        (host.Counters.AbortedByClient, host.Last.Outcome).ShouldBe((0, MockOutcome.Stopped));
    }

    private static long Number(JsonElement stats, string name) => stats.GetProperty(name).GetInt64();
}
