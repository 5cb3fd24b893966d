using System.Text;
using Edge.Http1;

namespace Edge.Tests.Http1;

/// <summary>Heads of requests, taken and refused (RFC 9112 §2, §3, §5, §6, §9.3).</summary>
public class RequestHeadParserTests
{
    public static TheoryData<string> Corpus => [.. RequestHeads.Good, .. RequestHeads.Refused.Select(r => r.Head)];

    public static TheoryData<string> Good => [.. RequestHeads.Good];

    public static TheoryData<string, int, string> Refused
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            foreach ((string head, int status, string flaw) in RequestHeads.Refused)
                data.Add(head, status, flaw);
            return data;
        }
    }

    [Fact]
    public void A_head_is_taken_apart()
    {
        RequestReading reading = RequestReading.Of(RequestHeads.Chat + "{}");
        reading.Head.ShouldBe(
            $"{RequestHeads.Chat.Length} POST Origin /v1/chat/completions /v1/chat/completions| 1.1 Length 19 keep=True expect=False\n"
            + "Host=edge:8080\nAccept=application/json\nContent-Type=application/json\nUser-Agent=OpenAI/Python 1.0\nAuthorization=Bearer sk-1\nContent-Length=19\n");
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void Good_heads_are_read_as_the_oracle_reads_them(string head)
    {
        RequestReading reading = RequestReading.Of(head);
        reading.Flaw.ShouldBeNull();
        reading.Head.ShouldBe(RequestOracle.Read(Encoding.Latin1.GetBytes(head)));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Bad_heads_are_refused_with_their_reason(string head, int status, string flaw)
    {
        RequestReading.Of(head).ShouldBe(new RequestReading(RequestParse.Refused, "", status, flaw));
        RequestOracle.Read(Encoding.Latin1.GetBytes(head)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_part_of_a_head_is_never_judged_otherwise_than_the_whole(string head)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(head);
        var parser = new RequestHeadParser(new RequestLimits());
        RequestReading whole = RequestReading.Of(parser, bytes);
        for (int length = 0; length < bytes.Length; length++)
        {
            RequestReading part = RequestReading.Of(parser, bytes.AsSpan(0, length));
            if (part.Step != RequestParse.NeedMore)
                part.ShouldBe(whole, $"the first {length} bytes");
        }
        // One byte less than the head is not the head.
        if (whole.Step == RequestParse.Ok)
            parser.Parse(bytes.AsSpan(0, int.Parse(whole.Head.Split(' ')[0], null) - 1)).ShouldBe(RequestParse.NeedMore);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("e", true)]
    [InlineData("e:80", true)]
    [InlineData("e:000000080", true)]
    [InlineData("a_b.-~!$&'()", true)]
    [InlineData("[::1]", true)]
    [InlineData("[::1]:80", true)]
    [InlineData("[::ffff:1.2.3.4]", true)]
    [InlineData("e:", false)]
    [InlineData("e:x", false)]
    [InlineData(":80", false)]
    [InlineData("a:b:c", false)]
    [InlineData("a/b", false)]
    [InlineData("a@b", false)]
    [InlineData("a,b", false)]
    [InlineData("a%41", false)]
    [InlineData("a\"b", false)]
    [InlineData("a\\b", false)]
    [InlineData("\u00e4", false)]
    [InlineData("[::1", false)]
    [InlineData("[::1]x", false)]
    [InlineData("[::1]:", false)]
    [InlineData("[::]", false)]
    [InlineData("[]", false)]
    [InlineData("[123]", false)]
    [InlineData("[g::]", false)]
    [InlineData("[fe80::1%25]", false)]
    public void Rfc9110_7_2_a_host_is_a_name_or_an_address(string host, bool valid) =>
        RequestReading.Of($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n").Step.ShouldBe(valid ? RequestParse.Ok : RequestParse.Refused);

    [Theory]
    [InlineData("1.1", "", true)]
    [InlineData("1.1", "close", false)]
    [InlineData("1.1", "x, CLOSE", false)]
    [InlineData("1.1", "keep-alive, close", false)]
    [InlineData("1.1", "closed, \"close\"", true)]
    [InlineData("1.0", "", false)]
    [InlineData("1.0", "Keep-Alive, x", true)]
    [InlineData("1.0", "keep-alive, close", false)]
    public void Rfc9112_9_3_close_wins_and_the_version_decides_the_rest(string version, string connection, bool keep) =>
        RequestReading.Of($"GET / HTTP/{version}\r\nHost: e\r\nConnection: {connection}\r\n\r\n").Head.ShouldContain($"keep={keep}");

    [Theory]
    [InlineData("http://Edge/", "Edge")]
    [InlineData("http://u@edge/", "edge")]
    [InlineData("http://edge/a/../b", "edge")]
    [InlineData("http://edge/a%2f", "edge")]
    [InlineData("http://edge/a#b", "edge")]
    [InlineData("http://edge/?a#b", "edge")]
    [InlineData("http://edge:080/", "edge")]
    [InlineData("http://[::1]/", "[::1]")]
    [InlineData("http:///", "edge")]
    [InlineData("HTTP://edge/", "edge")]
    [InlineData("ftp://edge/", "edge")]
    [InlineData("edge", "edge")]
    [InlineData("?a", "edge")]
    [InlineData("*a", "edge")]
    public void A_target_that_wants_a_full_reader_is_said_to(string target, string host) =>
        RequestReading.Of($"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n").Head.ShouldContain($" Other {target} ");

    [Fact]
    public void An_escaped_NUL_is_no_matter_in_a_query() =>
        RequestReading.Of("GET /?%00 HTTP/1.1\r\nHost: e\r\n\r\n").Step.ShouldBe(RequestParse.Ok);

    [Fact]
    public void Values_said_twice_never_pass_for_one()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("GET / HTTP/1.1\r\nHost: e\r\nCookie: a\r\nX: y\r\ncookie:\r\nCOOKIE: b\r\nExpect:\r\n\r\n");
        var parser = new RequestHeadParser(new RequestLimits());
        parser.Parse(bytes).ShouldBe(RequestParse.Ok);
        Encoding.Latin1.GetString(parser.ValuesOf(bytes, RequestField.Cookie)).ShouldBe("a\r\nX: y\r\ncookie:\r\nCOOKIE: b");
        parser.ValuesOf(bytes, RequestField.Host).SequenceEqual("e"u8).ShouldBeTrue();
        parser.ValuesOf(bytes, RequestField.Expect).IsEmpty.ShouldBeTrue();
        parser.ValuesOf(bytes, RequestField.Origin).IsEmpty.ShouldBeTrue();
    }
}
