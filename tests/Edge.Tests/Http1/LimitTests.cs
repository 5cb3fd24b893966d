using System.Text;
using Edge.Http1;

namespace Edge.Tests.Http1;

public class LimitTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";
    private const string Rest = "Content-Length: 0\r\n\r\n";

    [Fact]
    public void A_line_may_be_8_KiB_and_no_byte_more()
    {
        string Line(int bytes) => "A: " + new string('b', bytes - 5) + "\r\n";
        Verdict(Ok + Line(Http1Limits.LineBytes) + Rest).ShouldBeNull();
        Verdict(Ok + Line(Http1Limits.LineBytes + 1) + Rest).ShouldBe(Flaw.LineTooLong);
    }

    [Fact]
    public void A_line_without_end_is_refused_before_it_ends() =>
        Verdict(Ok + "A: " + new string('b', 2 * Http1Limits.LineBytes)).ShouldBe(Flaw.LineTooLong);

    [Fact]
    public void A_head_may_be_32_KiB_and_no_byte_more()
    {
        Verdict(HeadOf(Http1Limits.HeadBytes)).ShouldBeNull();
        Verdict(HeadOf(Http1Limits.HeadBytes + 1)).ShouldBe(Flaw.HeadTooLarge);
        Verdict("HTTP/1.1 103 x\r\n\r\n" + HeadOf(Http1Limits.HeadBytes)).ShouldBeNull();
    }

    [Fact]
    public void A_head_may_have_100_fields_and_no_more()
    {
        string Fields(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"A{i}: b\r\n"));
        Verdict(Ok + Fields(Http1Limits.Fields - 1) + Rest).ShouldBeNull();
        Verdict(Ok + Fields(Http1Limits.Fields) + Rest).ShouldBe(Flaw.TooManyFields);
    }

    [Fact]
    public void Connection_may_name_32_fields_and_no_more()
    {
        string Names(int count) => "Connection: close, keep-alive, " + string.Join(',', Enumerable.Range(0, count).Select(i => $"x{i}")) + "\r\n";
        Verdict(Ok + Names(Http1Limits.ConnectionOptions) + Rest).ShouldBeNull();
        Verdict(Ok + Names(Http1Limits.ConnectionOptions + 1) + Rest).ShouldBe(Flaw.TooManyOptions);
    }

    [Theory]
    [InlineData(";")]
    [InlineData("  \t ;")]
    public void A_chunk_extension_may_have_256_bytes_and_no_more(string start)
    {
        string Body(int bytes) => Ok + "Transfer-Encoding: chunked\r\n\r\n0" + start.PadRight(bytes, 'x') + "\r\n\r\n";
        Verdict(Body(Http1Limits.ChunkExtensionBytes)).ShouldBeNull();
        Verdict(Body(Http1Limits.ChunkExtensionBytes + 1)).ShouldBe(Flaw.ChunkExtension);
    }

    [Fact]
    public void Space_before_an_extension_counts()
    {
        string Body(int bytes) => Ok + "Transfer-Encoding: chunked\r\n\r\n0" + new string(' ', bytes) + ";\r\n\r\n";
        Verdict(Body(Http1Limits.ChunkExtensionBytes - 1)).ShouldBeNull();
        Verdict(Body(Http1Limits.ChunkExtensionBytes)).ShouldBe(Flaw.ChunkExtension);
    }

    [Fact]
    public void Trailers_may_have_32_KiB_and_no_byte_more()
    {
        string Body(int bytes) => Ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\nC: " + new string('d', bytes - 13) + "\r\n\r\n";
        Verdict(Body(Http1Limits.HeadBytes)).ShouldBeNull();
        Verdict(Body(Http1Limits.HeadBytes + 1)).ShouldBe(Flaw.TrailerTooLarge);
    }

    [Fact]
    public void The_largest_sizes_are_taken()
    {
        Reading.Of(Ok + "Content-Length: 4611686018427387904\r\n\r\nx").ShouldSatisfyAllConditions(
            r => r.Error.ShouldBe(Flaw.ClosedInside),
            r => r.Head.ShouldContain("4611686018427387904"),
            r => r.Body.ShouldBe("x"));
        Reading.Of(Ok + "Transfer-Encoding: chunked\r\n\r\n4000000000000000\r\nx").ShouldSatisfyAllConditions(
            r => r.Error.ShouldBe(Flaw.ClosedInside),
            r => r.Body.ShouldBe("x"));
    }

    private static string HeadOf(int bytes)
    {
        var head = new StringBuilder(Ok);
        while (bytes - head.Length - Rest.Length > 9000)
            head.Append("A: ").Append('b', 7000).Append("\r\n");
        int left = bytes - head.Length - Rest.Length;
        head.Append("A: ").Append('b', left / 2 - 5).Append("\r\nA: ").Append('b', left - left / 2 - 5).Append("\r\n");
        return head.Append(Rest).ToString();
    }

    // Whole, a byte a piece and in pieces of an odd size: a limit strikes at the same byte and with the same words.
    private static string? Verdict(string answer)
    {
        Reading whole = Reading.Of(answer);
        Reading.Of(answer, false, [.. Enumerable.Range(1, answer.Length - 1)]).ShouldBe(whole);
        Reading.Of(answer, false, [.. Enumerable.Range(1, answer.Length / 1013).Select(i => i * 1013)]).ShouldBe(whole);
        whole.Good.ShouldBe(ResponseOracle.Read(Encoding.Latin1.GetBytes(answer), false).Good);
        return whole.Error;
    }
}
