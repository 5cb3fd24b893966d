using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Edge.Mock;
using Edge.Mock.Faults;

namespace Edge.Tests.Mock;

public sealed class FaultTests
{
    private const string Hi = """{"model":"m","messages":[]}""";
    private const string HiStream = """{"model":"m","messages":[],"stream":true}""";

    [Theory]
    [InlineData(503, "server_error")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(418, "invalid_request_error")]
    public async Task A_status_replaces_the_answer(int status, string type)
    {
        await using MockHost host = await MockHost.StartAsync();
        using HttpResponseMessage response = await host.PostAsync("/v1/chat/completions", HiStream, ("x-mock-fault", $"status={status}"));
        ((int)response.StatusCode).ShouldBe(status);
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("error").GetProperty("type").GetString().ShouldBe(type);
        (host.Counters.Completed, host.Last.Status, host.Last.Fault).ShouldBe((1, status, $"status={status}"));
    }

    [Fact]
    public async Task A_status_of_success_keeps_the_answer()
    {
        await using MockHost host = await MockHost.StartAsync();
        using HttpResponseMessage created = await host.PostAsync("/v1/chat/completions", Hi, ("x-mock-fault", "status=201"));
        (await created.Content.ReadAsStringAsync()).ShouldContain("chat.completion");
        using HttpResponseMessage empty = await host.PostAsync("/v1/chat/completions", Hi, ("x-mock-fault", "status=204"));
        empty.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await host.JsonAsync("/v1/chat/completions", Hi)).GetProperty("model").GetString().ShouldBe("m");
        host.Server.Requests(0).Select(entry => entry.Connection).ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task A_hang_answers_nothing_and_keeps_the_connection()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await SendAsync(host, Hi, "hang");
        await Eventually.IsAsync(() => host.Server.Requests(0) is [{ Model: "m" }]);
        client.Silent.ShouldBeTrue();
        (host.Counters.InFlight, host.Counters.BytesOut).ShouldBe((1, 0));
        client.Dispose();
        await Eventually.IsAsync(() => host.Counters.AbortedByClient == 1);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(3, false)]
    [InlineData(11, false)]
    [InlineData(0, true)]
    public async Task A_hang_after_some_events_sends_those(int events, bool json)
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await SendAsync(host, json ? Hi : HiStream, $"hang-after={events}");
        string head = await client.ReceiveAsync("\r\n\r\n");
        head.ShouldStartWith("HTTP/1.1 200");
        for (int i = 0; i < events; i++)
            await client.ReceiveAsync("\n\n\r\n");
        client.Silent.ShouldBeTrue();
        host.Counters.InFlight.ShouldBe(1);
        client.Reset();
        await Eventually.IsAsync(() => host.Counters.AbortedByClient == 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    public async Task A_cut_of_a_json_answer_leaves_so_many_bytes(int bytes)
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await SendAsync(host, Hi, $"cut-bytes={bytes}");
        string head = await client.ReceiveAsync("\r\n\r\n");
        int length = int.Parse(head.Split("content-length: ")[1].Split('\r')[0], CultureInfo.InvariantCulture);
        length.ShouldBeGreaterThan(500);
        (await client.ReceiveToEndAsync()).Length.ShouldBe(bytes);
        (host.Counters.Faulted, host.Counters.Completed, host.Last.Outcome).ShouldBe((1, 0, MockOutcome.Faulted));
    }

    [Fact]
    public async Task A_cut_behind_the_last_byte_leaves_the_answer_whole()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await SendAsync(host, Hi, "cut-events=1");
        string answer = await client.ReceiveToEndAsync();
        JsonSerializer.Deserialize<JsonElement>(answer[answer.IndexOf('{')..]).GetProperty("model").GetString().ShouldBe("m");
        host.Counters.Faulted.ShouldBe(1);
    }

    [Fact]
    public async Task A_cut_that_is_never_reached_is_none()
    {
        await using MockHost host = await MockHost.StartAsync();
        await host.JsonAsync("/v1/chat/completions", Hi, ("x-mock-fault", "cut-bytes=1000000"));
        await host.EventsAsync("/v1/chat/completions", HiStream, ("x-mock-fault", "cut-bytes=1000000"));
        await host.EventsAsync("/v1/chat/completions", HiStream, ("x-mock-fault", "cut-events=12"));
        (host.Counters.Completed, host.Counters.Faulted, host.Counters.Connections).ShouldBe((3, 0, 1));
    }

    [Fact]
    public async Task A_cut_of_a_stream_counts_bytes_of_the_body_without_framing()
    {
        await using MockHost host = await MockHost.StartAsync();
        string whole = await (await host.PostAsync("/v1/chat/completions", HiStream)).Content.ReadAsStringAsync();
        int length = Encoding.UTF8.GetByteCount(whole);
        foreach (int bytes in (int[])[0, 1, 300, length - 1, length])
        {
            using RawClient client = await SendAsync(host, HiStream, $"cut-bytes={bytes}");
            await client.ReceiveAsync("\r\n\r\n");
            string body = await client.ReceiveToEndAsync();
            Timeless(Unframe(body, out bool ended)).ShouldBe(Timeless(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(whole), 0, bytes)));
            ended.ShouldBeFalse();
        }
        host.Counters.Faulted.ShouldBe(5);
    }

    /// <summary>The same whenever it was made: each answer says the second.</summary>
    private static string Timeless(string answer) =>
        Regex.Replace(answer, "(?<=\"created\":)[0-9]+", digits => new string('0', digits.Length));

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(11)]
    public async Task A_cut_of_a_stream_counts_events(int events)
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await SendAsync(host, HiStream, $"cut-events={events}");
        await client.ReceiveAsync("\r\n\r\n");
        string body = Unframe(await client.ReceiveToEndAsync(), out bool ended);
        MockEvent.Read(body).Count.ShouldBe(events);
        ended.ShouldBeFalse();
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("close-before-answer,reset")]
    [InlineData("malformed-head,reset")]
    [InlineData("cut-bytes=5,reset")]
    [InlineData("cut-events=2,reset")]
    public async Task A_reset_ends_with_a_rst(string fault)
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await SendAsync(host, HiStream, fault);
        await client.ReceiveToEndAsync(reset: true);
        await Eventually.IsAsync(() => host.Counters.OpenConnections == 0);
        host.Counters.Faulted.ShouldBe(1);
    }

    [Fact]
    public async Task A_close_before_the_answer_sends_nothing()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await SendAsync(host, Hi, "close-before-answer");
        (await client.ReceiveToEndAsync()).ShouldBeEmpty();
        (host.Counters.Faulted, host.Last.BodyBytes).ShouldBe((1, Hi.Length));
    }

    [Fact]
    public async Task A_malformed_head_is_no_http()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await SendAsync(host, Hi, "malformed-head");
        (await client.ReceiveToEndAsync()).ShouldStartWith("HTTP/1.1 2x0 OK\r\n");
        await Should.ThrowAsync<HttpRequestException>(() => host.PostAsync("/v1/chat/completions", Hi, ("x-mock-fault", "malformed-head")));
    }

    [Theory]
    [InlineData("/v1/chat/completions", "[DONE]")]
    [InlineData("/v1/completions", "[DONE]")]
    [InlineData("/v1/responses", "response.completed")]
    [InlineData("/v1/messages", "message_stop")]
    public async Task A_stream_can_end_cleanly_without_its_end_mark(string path, string mark)
    {
        await using MockHost host = await MockHost.StartAsync();
        IReadOnlyList<MockEvent> with = await host.EventsAsync(path, HiStream);
        IReadOnlyList<MockEvent> without = await host.EventsAsync(path, HiStream, ("x-mock-fault", "no-end-mark"));
        with.Count.ShouldBe(without.Count + 1);
        with[^1].Data.ShouldContain(mark);
        without.Select(WithoutTime).ShouldBe(with.SkipLast(1).Select(WithoutTime));

        // The two answers may begin in different seconds.
        static string WithoutTime(MockEvent e) => Regex.Replace(e.Data, "\"created(_at)?\":[0-9]+", "");
    }

    [Fact]
    public async Task A_slow_stream_waits_between_events()
    {
        var time = new InstantTime();
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Time = time });
        await host.EventsAsync("/v1/messages", """{"model":"m","stream":true,"max_tokens":1}""", ("x-mock-fault", "slow=9s"));
        time.Waits.Select(wait => Math.Round(wait.TotalSeconds)).ShouldBe(Enumerable.Repeat(9.0, 6));
    }

    [Fact]
    public async Task An_early_answer_comes_before_the_body_and_keeps_the_connection()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Models = ["first", "m"] });
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync($"POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\nContent-Length: {Hi.Length}\r\nx-mock-fault: early-answer\r\n\r\n");
        (await client.ReceiveAsync("}}}")).ShouldContain("\"first\"");
        host.Counters.Completed.ShouldBe(1);
        await client.SendAsync(Hi);
        await Eventually.IsAsync(() => host.Last.BodyBytes == Hi.Length);
        await client.SendAsync(Request(Hi, "none"));
        (await client.ReceiveAsync("}}}")).ShouldContain("\"m\"");
        host.Server.Requests(0).Select(entry => entry.Connection).ShouldBe([1, 1]);
    }

    [Fact]
    public async Task An_early_answer_can_be_a_stream_or_an_error()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        const string Head = "POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n";
        await client.SendAsync(Head + "Accept: text/event-stream\r\nx-mock-fault: early-answer\r\n\r\n");
        await client.ReceiveAsync("0\r\n\r\n");
        await client.SendAsync("2\r\n{}\r\n0\r\n\r\n" + Head + "x-mock-fault: early-answer,status=413\r\n\r\n");
        (await client.ReceiveAsync("}}")).ShouldStartWith("HTTP/1.1 413");
    }

    [Fact]
    public async Task A_broken_body_behind_an_early_answer_is_noticed()
    {
        await using MockHost host = await MockHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync("POST /v1/completions HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nx-mock-fault: early-answer\r\n\r\n");
        await client.ReceiveAsync("}}}");
        await client.SendAsync("broken");
        await client.ReceiveToEndAsync();
        await Eventually.IsAsync(() => host.Counters.Malformed == 1);
        host.Counters.Completed.ShouldBe(0);
    }

    [Fact]
    public async Task Flags_play_faults_and_a_header_field_wins()
    {
        MockFaultRule[] rules = [MockFaultParser.Parse("status=503:50%", out _)!];
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Faults = rules });
        for (int i = 0; i < 40; i++)
            (await host.PostAsync("/v1/embeddings", Hi)).Dispose();
        int failed = host.Server.Requests(0).Count(entry => entry.Status == 503);
        failed.ShouldBeInRange(8, 32);
        for (int i = 0; i < 20; i++)
            (await host.PostAsync("/v1/embeddings", Hi, ("x-mock-fault", "none"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Faults_are_changed_while_it_runs()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Ports = [0, 0], Faults = [MockFaultParser.Parse("status=503", out _)!] });
        using HttpResponseMessage told = await host.PostAsync("/mock/fault", "status=500:100%\nlate=1h:0%");
        told.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonElement[] faults = [.. JsonSerializer.Deserialize<JsonElement>(await told.Content.ReadAsStringAsync()).GetProperty("faults").EnumerateArray()];
        faults.Select(fault => (fault.GetProperty("fault").GetString(), fault.GetProperty("probability").GetDouble()))
            .ShouldBe([("status=500", 1), ("late=1h", 0)]);
        (await host.PostAsync("/v1/embeddings", Hi)).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        using (HttpResponseMessage other = await host.Client.PostAsync(host.Url("/v1/embeddings", replica: 1), new StringContent(Hi)))
            other.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await host.PostAsync("/mock/fault", "")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.PostAsync("/v1/embeddings", Hi)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Faults_that_make_no_sense_change_nothing()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Faults = [MockFaultParser.Parse("status=503", out _)!] });
        using HttpResponseMessage refused = await host.PostAsync("/mock/fault", "status=500\nexplode");
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("explode");
        (await host.Client.GetAsync(host.Url("/mock/fault"))).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await host.PostAsync("/v1/embeddings", Hi)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [InlineData(Hi)]
    [InlineData(HiStream)]
    public async Task A_late_answer_is_the_same_some_time_later(string body)
    {
        var time = new InstantTime();
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Time = time });
        using HttpResponseMessage response = await host.PostAsync("/v1/chat/completions", body, ("x-mock-fault", "late=30s"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await response.Content.ReadAsStringAsync();
        time.Waits.Select(wait => Math.Round(wait.TotalSeconds)).ShouldContain(30);
    }

    [Fact]
    public async Task Calls_about_the_mock_itself_never_fail()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Faults = [MockFaultParser.Parse("reset", out _)!], Key = "K" });
        (await host.GetAsync("/mock/stats")).GetProperty("requests").GetInt32().ShouldBe(0);
    }

    private static async Task<RawClient> SendAsync(MockHost host, string body, string fault)
    {
        RawClient client = await RawClient.ConnectAsync(host.Port);
        await client.SendAsync(Request(body, fault));
        return client;
    }

    private static string Request(string body, string fault) =>
        $"POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\nContent-Length: {body.Length}\r\nx-mock-fault: {fault}\r\n\r\n{body}";

    // Takes as much of the chunked framing off as is there.
    private static string Unframe(string body, out bool ended)
    {
        var data = new StringBuilder();
        ended = false;
        for (int at = 0; body.IndexOf("\r\n", at, StringComparison.Ordinal) is int line and >= 0;)
        {
            int length = int.Parse(body.AsSpan(at, line - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            ended = length == 0;
            data.Append(body, line + 2, Math.Min(length, body.Length - line - 2));
            at = Math.Min(line + 2 + length + 2, body.Length);
        }
        return data.ToString();
    }
}
