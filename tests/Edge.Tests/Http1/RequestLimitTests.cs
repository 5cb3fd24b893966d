using System.Text;
using Edge.Http1;

namespace Edge.Tests.Http1;

/// <summary>How large a head may be: one byte or one field more is refused, and as soon as it is there.</summary>
public class RequestLimitTests
{
    private const string Host = "Host: e\r\n";
    private static readonly RequestLimits Limits = new();

    [Fact]
    public void A_request_line_may_have_8_KiB_and_no_byte_more()
    {
        string Head(int bytes) => "GET /".PadRight(bytes - 11, 'a') + " HTTP/1.1\r\n" + Host + "\r\n";
        Verdict(Head(Limits.LineBytes)).Step.ShouldBe(RequestParse.Ok);
        Verdict("\r\n" + Head(Limits.LineBytes - 2)).Step.ShouldBe(RequestParse.Ok);
        Verdict(Head(Limits.LineBytes + 1)).ShouldBe(Refusal(RequestFlaw.LineTooLong, 414));
        Verdict(Head(Limits.LineBytes + 2)).ShouldBe(Refusal(RequestFlaw.LineTooLong, 414));
        Verdict("\r\n" + Head(Limits.LineBytes - 1)).ShouldBe(Refusal(RequestFlaw.LineTooLong, 414));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("\r\n")]
    public void A_line_without_end_is_refused_with_its_last_byte(string part)
    {
        string line = string.Concat(Enumerable.Repeat(part, Limits.LineBytes / part.Length));
        RequestReading.Of(line).ShouldBe(Refusal(RequestFlaw.LineTooLong, 414));
        RequestReading.Of(line[..^1]).Step.ShouldBe(RequestParse.NeedMore);
    }

    [Fact]
    public void A_head_may_have_32_KiB_and_no_byte_more()
    {
        string Head(int bytes) => ("GET / HTTP/1.1\r\n" + Host + "X: ").PadRight(bytes - 4, 'a') + "\r\n\r\n";
        Verdict(Head(Limits.HeadBytes)).Step.ShouldBe(RequestParse.Ok);
        Verdict(Head(Limits.HeadBytes) + "body").Step.ShouldBe(RequestParse.Ok);
        Verdict(Head(Limits.HeadBytes + 1)).ShouldBe(Refusal(RequestFlaw.HeadTooLarge, 431));
        RequestReading.Of(Head(2 * Limits.HeadBytes)[..Limits.HeadBytes]).ShouldBe(Refusal(RequestFlaw.HeadTooLarge, 431));
        RequestReading.Of(Head(2 * Limits.HeadBytes)[..(Limits.HeadBytes - 1)]).Step.ShouldBe(RequestParse.NeedMore);
    }

    [Fact]
    public void A_head_may_have_100_fields_and_no_more()
    {
        string Head(int fields) => "GET / HTTP/1.1\r\n" + Host + string.Concat(Enumerable.Repeat("X: a\r\n", fields - 1));
        Verdict(Head(Limits.Fields) + "\r\n").Step.ShouldBe(RequestParse.Ok);
        Verdict(Head(Limits.Fields + 1) + "\r\n").ShouldBe(Refusal(RequestFlaw.TooManyFields, 431));
        RequestReading.Of(Head(Limits.Fields) + "X").ShouldBe(Refusal(RequestFlaw.TooManyFields, 431));
    }

    [Fact]
    public void Connection_may_name_32_fields_and_no_more()
    {
        string Head(int names) =>
            "GET / HTTP/1.1\r\n" + Host + "Connection: close, keep-alive, " + string.Join(',', Enumerable.Range(0, names).Select(i => $"x{i}")) + "\r\n\r\n";
        Verdict(Head(Http1Limits.ConnectionOptions)).Step.ShouldBe(RequestParse.Ok);
        Verdict(Head(Http1Limits.ConnectionOptions + 1)).ShouldBe(Refusal(RequestFlaw.Connection, 400));
    }

    private static RequestReading Refusal(string flaw, int status) => new(RequestParse.Refused, "", status, flaw);

    // Whole, and grown in steps of an odd size: a limit strikes at the same byte and with the same words.
    private static RequestReading Verdict(string head)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(head);
        var parser = new RequestHeadParser(Limits);
        RequestReading whole = RequestReading.Of(parser, bytes);
        for (int length = bytes.Length % 13; length <= bytes.Length; length += length > bytes.Length - 200 || length is > 8100 and < 8300 ? 1 : 1013)
        {
            RequestReading part = RequestReading.Of(parser, bytes.AsSpan(0, Math.Min(length, bytes.Length)));
            if (part.Step != RequestParse.NeedMore)
                part.ShouldBe(whole, $"the first {length} bytes");
        }
        whole.Head.ShouldBe(RequestOracle.Read(bytes));
        return whole;
    }
}
