using Edge.Drivers;
using Edge.Forwarding;

namespace Edge.Tests.Drivers;

/// <summary>HTTP/1.1 with a caller, without I/O: what is taken, what is said, and what becomes of the connection.</summary>
public sealed class Http1SessionTests
{
    private const string Body = """{"model":"m","x":1}""";
    private const string Head = "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static readonly string Whole = $"{Head}Content-Length: {Body.Length}\r\n\r\n{Body}";
    private static readonly string Chunked = $"{Head}Transfer-Encoding: chunked\r\n\r\n8;a=\"b\";c\r\n{Body[..8]}\r\nb\r\n{Body[8..]}\r\n0\r\nTrailer: 1\r\n\r\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Under_every_cut_the_same_request_goes_on_and_the_next_is_left_over(bool chunked)
    {
        string request = chunked ? Chunked : Whole;
        for (int cut = 0; cut <= request.Length; cut++)
        {
            var script = new SessionScript();
            script.Receive(request[..cut]);
            script.Receive(request[cut..] + "NEXT");
            ExpectForwarded(script, $"cut at {cut}");
            script.Kept.ShouldBe("NEXT");
            script.Answer(Ok).ShouldEndWith("\r\nContent-Length: 2\r\n\r\nok");
            script.End().ShouldBe(SessionFate.KeepAlive);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Byte_by_byte_it_is_the_same_as_well(bool chunked)
    {
        var script = new SessionScript();
        foreach (char c in chunked ? Chunked : Whole)
            script.Receive(c.ToString());
        ExpectForwarded(script, "byte by byte");
        script.Answer(Ok);
        script.End().ShouldBe(SessionFate.KeepAlive);
    }

    [Fact]
    public void Requests_behind_each_other_are_taken_one_by_one()
    {
        var script = new SessionScript();
        script.Receive(Whole + Chunked + Whole);
        for (int i = 0; i < 3; i++)
        {
            ExpectForwarded(script, $"request {i}");
            script.Answer(Ok);
            script.End().ShouldBe(SessionFate.KeepAlive);
            script.Receive("");
        }
        script.Kept.ShouldBe("");
        script.HasRequest.ShouldBeFalse();
    }

    [Fact]
    public void Whoever_waits_to_be_told_is_told_once_and_only_when_its_body_is_wanted()
    {
        var script = new SessionScript();
        string head = $"{Head}Expect: 100-continue\r\nContent-Length: {Body.Length}\r\n\r\n";
        script.Receive(head);
        script.Port.Take().ShouldBe("HTTP/1.1 100 Continue\r\n\r\n");
        script.Receive(Body);
        script.Lease().Answer(Ok).ShouldNotContain("100 Continue");
        script.End().ShouldBe(SessionFate.KeepAlive);
        // Its body came with the head: it did not wait.
        script.Receive(head + Body);
        script.Lease().Answer(Ok).ShouldStartWith("HTTP/1.1 200 OK\r\n");
        script.End().ShouldBe(SessionFate.KeepAlive);
        // Refused for its head: it is not told, and nobody knows what its next bytes are.
        script.Receive(head.Replace("application/json", "text/plain", StringComparison.Ordinal));
        string refused = script.Port.Take();
        refused.ShouldNotContain("100 Continue");
        refused.ShouldContain("\r\nConnection: close\r\n");
        script.Receive(Body);
        script.End().ShouldBe(SessionFate.Close);
    }

    [Fact]
    public void A_caller_of_the_old_version_gets_no_chunks_and_its_connection_ends_the_answer()
    {
        var script = new SessionScript();
        string old = Whole.Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal).Replace("\r\n\r\n", "\r\nConnection: keep-alive\r\n\r\n", StringComparison.Ordinal);
        script.Receive(old);
        script.Lease().Answer(Ok).ShouldContain("\r\nConnection: keep-alive\r\n");
        script.End().ShouldBe(SessionFate.KeepAlive);
        script.Receive(old);
        string answer = script.Lease().Answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        answer.ShouldEndWith("\r\n\r\nok");
        answer.ShouldNotContain("chunked");
        answer.ShouldContain("\r\nConnection: close\r\n");
        script.End().ShouldBe(SessionFate.Close);
        // Only a reset shows that an answer without a length is not whole.
        script.Receive(old);
        script.Lease().Answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n").ShouldEndWith("ok");
        script.Session.Exchange.UpstreamClosed();
        script.End().ShouldBe(SessionFate.Reset);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("Connection: close\r\n", true)]
    public void The_caller_says_whether_it_goes_on(string field, bool closes)
    {
        var script = new SessionScript();
        script.Receive(Whole.Replace("Host: a\r\n", "Host: a\r\n" + field, StringComparison.Ordinal));
        string answer = script.Lease().Answer("HTTP/1.1 200 OK\r\nConnection: close\r\nX-A: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        answer.Contains("Connection: close", StringComparison.Ordinal).ShouldBe(closes);
        answer.ShouldEndWith("\r\n\r\n2\r\nok\r\n0\r\n\r\n");
        script.Port.Commands.ShouldBe(["lease", "release False"]);
        script.End().ShouldBe(closes ? SessionFate.Close : SessionFate.KeepAlive);
    }

    [Fact]
    public void A_drain_makes_each_answer_the_last()
    {
        var script = new SessionScript();
        script.Settings.IsDraining = true;
        script.Receive(Whole);
        script.Lease().Answer(Ok).ShouldContain("\r\nConnection: close\r\n");
        script.End().ShouldBe(SessionFate.Close);
        script.Receive(Whole.Replace("\"m\"", "\"?\"", StringComparison.Ordinal));
        script.Port.Take().ShouldContain("\r\nConnection: close\r\n");
        script.End().ShouldBe(SessionFate.Close);
    }

    [Fact]
    public void A_broken_answer_in_chunks_ends_without_the_last_one()
    {
        var script = new SessionScript();
        script.Receive(Whole);
        script.Lease().Answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n").ShouldEndWith("2\r\nok\r\n");
        script.Session.Exchange.UpstreamClosed();
        script.Port.Take().ShouldBe("");
        script.End().ShouldBe(SessionFate.Cut);
    }

    [Fact]
    public void A_large_payload_is_sent_as_it_is_between_its_chunks_head_and_end()
    {
        var script = new SessionScript();
        script.Receive(Whole);
        string payload = new('p', 20_000);
        string answer = script.Lease().Answer($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4e20\r\n{payload}\r\n0\r\n\r\n");
        answer.ShouldEndWith($"\r\n\r\n4E20\r\n{payload}\r\n0\r\n\r\n", Case.Insensitive);
        script.Port.Commands.ShouldContain("large 20000");
        script.End().ShouldBe(SessionFate.KeepAlive);
    }

    [Fact]
    public void The_rest_of_a_refused_body_is_taken_and_the_next_request_is_not_part_of_it()
    {
        var script = new SessionScript();
        string body = """{"model":"unknown","x":"POST /v1/x HTTP/1.1"}""";
        script.Receive($"{Head}Content-Length: {body.Length}\r\n\r\n{body[..20]}");
        script.Port.Take().ShouldStartWith("HTTP/1.1 404 ");
        script.Session.Exchange.Phase.ShouldBe(ExchangePhase.Dropping);
        script.Receive(body[20..] + Whole);
        script.Kept.ShouldBe(Whole);
        script.End().ShouldBe(SessionFate.KeepAlive);
        script.Receive("");
        ExpectForwarded(script, "behind a refused body");
    }

    [Theory]
    [InlineData(300_000, true)]
    [InlineData(2_000_000, true)]
    [InlineData(200_000, false)]
    public void A_refusal_says_that_it_is_the_last_answer_where_much_of_the_body_is_to_come(int length, bool isLast)
    {
        var script = new SessionScript();
        script.Receive($"{Head}Content-Length: {length}\r\n\r\n{{\"model\":\"unknown\"");
        string answer = script.Port.Take();
        answer.ShouldStartWith(length > 1 << 20 ? "HTTP/1.1 413 " : "HTTP/1.1 404 ");
        answer.Contains("\r\nConnection: close\r\n", StringComparison.Ordinal).ShouldBe(isLast);
    }

    [Fact]
    public void A_refused_body_that_goes_on_too_long_ends_the_connection()
    {
        var script = new SessionScript();
        script.Receive($"{Head}Content-Length: 900000000\r\n\r\n{{\"model\":\"unknown\"");
        int blocks = 0;
        for (; blocks < 1_000 && !script.Session.IsOver; blocks++)
            script.Receive(new string(' ', 1024 * 1024));
        blocks.ShouldBe(256);
        script.End().ShouldBe(SessionFate.Close);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", "400")]
    [InlineData("POST /v1/x HTTP/2.0\r\nHost: a\r\n\r\n", "505")]
    [InlineData("POST /v1/x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "400")]
    public void A_head_that_breaks_HTTP_ends_the_connection_whatever_follows(string head, string status)
    {
        var script = new SessionScript();
        script.Receive(head + Whole);
        string answer = script.Port.Take();
        answer.ShouldStartWith($"HTTP/1.1 {status} ");
        answer.ShouldContain("\r\nConnection: close\r\n");
        script.Kept.ShouldBe("");
        script.Port.Commands.ShouldBeEmpty();
        script.End().ShouldBe(SessionFate.Close);
    }

    [Theory]
    [InlineData("5\r\n{\"mod\r\nxyz\r\n")]
    [InlineData("-1\r\n")]
    public void Chunks_that_break_HTTP_end_the_connection_whatever_follows(string chunks)
    {
        var script = new SessionScript();
        script.Receive($"{Head}Transfer-Encoding: chunked\r\n\r\n{chunks}");
        script.Port.Take().ShouldStartWith("HTTP/1.1 400 ");
        script.Session.WantsInput.ShouldBeFalse();
        script.End().ShouldBe(SessionFate.Close);
    }

    [Theory]
    [InlineData("GET /v1/models HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("POST /elsewhere HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\nContent-Length: 0\r\n\r\n")]
    public void What_is_not_for_a_replica_is_left_untouched(string request)
    {
        var script = new SessionScript();
        script.Receive(request).ShouldBe(SessionStep.NotOurs);
        script.Kept.ShouldBe(request);
        script.Port.Take().ShouldBe("");
        script.Session.Clear();
        script.Receive("").ShouldBe(SessionStep.NotOurs);
    }

    [Fact]
    public void A_body_that_comes_too_slowly_is_refused_and_one_that_waits_for_us_is_not()
    {
        var script = new SessionScript();
        script.Receive($"{Head}Content-Length: 1000\r\n\r\n{{");
        script.Session.Deadline.ShouldBe(script.Clock.Now + 1_000);
        while (!script.Session.IsOver)
        {
            script.Clock.Now.ShouldBeLessThan(7_000);
            script.Clock.Set(script.Clock.Now + 1_000);
            script.Session.Tick();
        }
        script.Clock.Now.ShouldBeGreaterThanOrEqualTo(5_000);
        script.Port.Take().ShouldStartWith("HTTP/1.1 408 ");
        script.Session.Deadline.ShouldBe(long.MaxValue);
        script.End().ShouldBe(SessionFate.Close);
    }

    private static void ExpectForwarded(SessionScript script, string when)
    {
        script.Port.Commands[^1].ShouldBe("lease", when);
        script.Lease();
        script.Upstream.ShouldStartWith("POST /base/chat/completions HTTP/1.1\r\n", Case.Sensitive, when);
        string body = script.Upstream[(script.Upstream.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        if (script.Upstream.Contains("chunked", StringComparison.Ordinal))
            body.ShouldEndWith("0\r\n\r\n", Case.Sensitive, when);
        else
            body.ShouldBe(Body, when);
        script.Upstream.Contains("Trailer", StringComparison.Ordinal).ShouldBeFalse(when);
    }
}
