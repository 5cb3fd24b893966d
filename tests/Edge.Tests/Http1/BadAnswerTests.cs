using Edge.Http1;

namespace Edge.Tests.Http1;

public class BadAnswerTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";
    private const string Chunked = Ok + "Transfer-Encoding: chunked\r\n\r\n";

    [Theory]
    [InlineData("RFC 9112 4: another protocol", "SSH-2.0-OpenSSH_9", Flaw.NotHttp)]
    [InlineData("RFC 9112 4: HTTP/2", "HTTP/2 200\r\n\r\n", Flaw.NotHttp)]
    [InlineData("RFC 9112 2.2: an empty line before", "\r\nHTTP/1.1 200 OK\r\n\r\n", Flaw.NotHttp)]
    [InlineData("RFC 9112 4: version 1.2", "HTTP/1.2 200 OK\r\n\r\n", Flaw.StatusLine)]
    [InlineData("RFC 9112 4: version 1.10", "HTTP/1.10 200 OK\r\n\r\n", Flaw.StatusLine)]
    [InlineData("RFC 9112 2.3: lower case", "http/1.1 200 OK\r\n\r\n", Flaw.NotHttp)]
    [InlineData("RFC 9112 4: two digits", "HTTP/1.1 20 OK\r\n\r\n", Flaw.StatusLine)]
    [InlineData("RFC 9112 4: four digits", "HTTP/1.1 2000 OK\r\n\r\n", Flaw.StatusLine)]
    [InlineData("RFC 9112 4: no digits", "HTTP/1.1 2x0 OK\r\n\r\n", Flaw.StatusLine)]
    [InlineData("RFC 9110 15: 099", "HTTP/1.1 099 OK\r\n\r\n", Flaw.StatusLine)]
    [InlineData("RFC 9110 15: 600", "HTTP/1.1 600 OK\r\n\r\n", Flaw.StatusLine)]
    [InlineData("RFC 9112 4: two spaces", "HTTP/1.1  200 OK\r\n\r\n", Flaw.StatusLine)]
    [InlineData("RFC 9112 4: a tab", "HTTP/1.1\t200 OK\r\n\r\n", Flaw.StatusLine)]
    [InlineData("RFC 9112 4: no space before the reason", "HTTP/1.1 200\r\n\r\n", Flaw.StatusLine)]
    [InlineData("RFC 9112 4: a control in the reason", "HTTP/1.1 200 O\0K\r\n\r\n", Flaw.StatusLine)]
    [InlineData("RFC 9112 4: CR in the reason", "HTTP/1.1 200 O\rK\r\n\r\n", Flaw.StatusLine)]
    [InlineData("RFC 9110 7.8: 101", "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\n\r\n", Flaw.Upgrade)]
    [InlineData("RFC 9112 2.2: LF after the status line", "HTTP/1.1 200 OK\n\r\n", Flaw.BareLineFeed)]
    [InlineData("RFC 9112 2.2: LF after a field", Ok + "A: b\nC: d\r\n\r\n", Flaw.BareLineFeed)]
    [InlineData("RFC 9112 2.2: LF as the empty line", Ok + "A: b\r\n\n", Flaw.BareLineFeed)]
    [InlineData("RFC 9112 2.2: CR in a value", Ok + "A: b\rC: d\r\n\r\n", Flaw.FieldValue)]
    [InlineData("RFC 9112 2.2: CR CR LF", Ok + "A: b\r\r\n\r\n", Flaw.FieldValue)]
    [InlineData("RFC 9112 5.2: a folded field", Ok + "A: b\r\n c\r\n\r\n", Flaw.Folded)]
    [InlineData("RFC 9112 5.2: folded by a tab", Ok + "A: b\r\n\tc: d\r\n\r\n", Flaw.Folded)]
    [InlineData("RFC 9112 2.2: space before the first field", Ok + " A: b\r\n\r\n", Flaw.Folded)]
    [InlineData("RFC 9112 5.1: space before the colon", Ok + "Content-Length : 5\r\n\r\n", Flaw.FieldName)]
    [InlineData("RFC 9112 5.1: tab before the colon", Ok + "Transfer-Encoding\t: chunked\r\n\r\n", Flaw.FieldName)]
    [InlineData("RFC 9112 5: no colon", Ok + "Name\r\n\r\n", Flaw.FieldName)]
    [InlineData("RFC 9110 5.1: an empty name", Ok + ": b\r\n\r\n", Flaw.FieldName)]
    [InlineData("RFC 9110 5.6.2: a name that is no token", Ok + "A(b): c\r\n\r\n", Flaw.FieldName)]
    [InlineData("RFC 9110 5.6.2: a name outside ASCII", Ok + "Caf\xE9: c\r\n\r\n", Flaw.FieldName)]
    [InlineData("RFC 9110 5.5: NUL in a value", Ok + "A: b\0\r\n\r\n", Flaw.FieldValue)]
    [InlineData("RFC 9110 5.5: DEL in a value", Ok + "A: b\x7F\r\n\r\n", Flaw.FieldValue)]
    [InlineData("RFC 9110 5.5: ESC in a value", Ok + "A: b\x1B[1m\r\n\r\n", Flaw.FieldValue)]
    [InlineData("RFC 9110 7.6.1: an option that is no token", Ok + "Connection: close; x\r\nContent-Length: 0\r\n\r\n", Flaw.Connection)]
    [InlineData("RFC 9112 4: a bad interim answer", "HTTP/1.1 100 Continue\r\nA\r\n\r\n" + Ok + "Content-Length: 0\r\n\r\n", Flaw.FieldName)]
    [InlineData("RFC 9112 6.3: an interim answer with an empty length", "HTTP/1.0 100 \r\nContent-Length:\r\n\r\n" + Ok + "Content-Length: 0\r\n\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9112 6.1: an interim answer with another coding", "HTTP/1.1 103 \r\nTransfer-Encoding:\r\n\r\n" + Ok + "Content-Length: 0\r\n\r\n", Flaw.TransferEncoding)]
    public void A_head_outside_the_grammar_is_refused(string clause, string answer, string flaw) =>
        Reading.Of(answer).Error.ShouldBe(flaw, clause);

    [Theory]
    [InlineData("RFC 9112 6.3: both framings", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", Flaw.TwoFramings)]
    [InlineData("RFC 9112 6.3: both, the other way round", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", Flaw.TwoFramings)]
    [InlineData("RFC 9112 6.3: two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n", Flaw.TwoLengths)]
    [InlineData("RFC 9110 8.6: a list of lengths", "Content-Length: 5, 5\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9110 8.6: a sign", "Content-Length: +5\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9110 8.6: negative", "Content-Length: -5\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9110 8.6: hexadecimal", "Content-Length: 0x5\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9110 8.6: a fraction", "Content-Length: 5.0\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9110 8.6: an exponent", "Content-Length: 5e1\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9110 8.6: a space inside", "Content-Length: 5 5\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9110 8.6: empty", "Content-Length:\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9110 8.6: a wide digit", "Content-Length: \xB2\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9110 8.6: 2^62 + 1", "Content-Length: 4611686018427387905\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9110 8.6: 2^64", "Content-Length: 18446744073709551616\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9110 8.6: 2^64 + 5", "Content-Length: 18446744073709551621\r\n", Flaw.ContentLength)]
    [InlineData("RFC 9112 6.1: a second coding", "Transfer-Encoding: chunked, identity\r\n", Flaw.TransferEncoding)]
    [InlineData("RFC 9112 6.1: a first coding", "Transfer-Encoding: gzip, chunked\r\n", Flaw.TransferEncoding)]
    [InlineData("RFC 9112 6.1: chunked twice", "Transfer-Encoding: chunked, chunked\r\n", Flaw.TransferEncoding)]
    [InlineData("RFC 9112 6.1: chunked in two fields", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", Flaw.TransferEncoding)]
    [InlineData("RFC 9112 6.1: identity in a second field", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", Flaw.TransferEncoding)]
    [InlineData("RFC 9112 7: a parameter", "Transfer-Encoding: chunked;x\r\n", Flaw.TransferEncoding)]
    [InlineData("RFC 9112 6.1: quoted", "Transfer-Encoding: \"chunked\"\r\n", Flaw.TransferEncoding)]
    [InlineData("RFC 9112 6.1: almost", "Transfer-Encoding: xchunked\r\n", Flaw.TransferEncoding)]
    [InlineData("RFC 9112 6.1: vertical tab", "Transfer-Encoding: \vchunked\r\n", Flaw.FieldValue)]
    [InlineData("RFC 9112 6.1: empty", "Transfer-Encoding:\r\n", Flaw.TransferEncoding)]
    [InlineData("RFC 9112 6.1: an empty element", "Transfer-Encoding: ,chunked\r\n", Flaw.TransferEncoding)]
    public void Framing_that_two_readers_could_read_differently_is_refused(string clause, string fields, string flaw)
    {
        Reading.Of(Ok + fields + "\r\n0\r\n\r\n").Error.ShouldBe(flaw, clause);
        Reading.Of("HTTP/1.1 204 x\r\n" + fields + "\r\n").Error.ShouldBe(flaw, clause);
        Reading.Of(Ok + fields + "\r\n", headRequest: true).Error.ShouldBe(flaw, clause);
    }

    [Fact]
    public void Rfc9112_6_1_an_old_answer_cannot_be_chunked() =>
        Reading.Of("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").Error.ShouldBe(Flaw.ChunkedOld);

    [Theory]
    [InlineData("RFC 9112 7.1: no digit", "\r\n", Flaw.ChunkSize)]
    [InlineData("RFC 9112 7.1: a sign", "+5\r\nhello\r\n0\r\n\r\n", Flaw.ChunkSize)]
    [InlineData("RFC 9112 7.1: a prefix", "0x5\r\nhello\r\n0\r\n\r\n", Flaw.ChunkSize)]
    [InlineData("RFC 9112 7.1: no hexadecimal", "g\r\n", Flaw.ChunkSize)]
    [InlineData("RFC 9112 7.1: space before", " 5\r\nhello\r\n0\r\n\r\n", Flaw.ChunkSize)]
    [InlineData("RFC 9112 7.1: space behind", "5 \r\nhello\r\n0\r\n\r\n", Flaw.ChunkExtension)]
    [InlineData("RFC 9112 7.1: tab behind", "5\t\r\nhello\r\n0\r\n\r\n", Flaw.ChunkExtension)]
    [InlineData("RFC 9112 7.1: two numbers", "5 5\r\nhello\r\n0\r\n\r\n", Flaw.ChunkExtension)]
    [InlineData("RFC 9112 7.1: 17 digits", "FFFFFFFFFFFFFFFFF\r\n", Flaw.ChunkSize)]
    [InlineData("RFC 9112 7.1: 2^64 - 1", "FFFFFFFFFFFFFFFF\r\n", Flaw.ChunkSize)]
    [InlineData("RFC 9112 7.1: 2^62 + 1", "4000000000000001\r\n", Flaw.ChunkSize)]
    [InlineData("RFC 9112 7.1: 17 zeros", "00000000000000000\r\n\r\n", Flaw.ChunkSize)]
    [InlineData("RFC 9112 7.1: LF alone after the size", "5\nhello\r\n0\r\n\r\n", Flaw.ChunkEnd)]
    [InlineData("RFC 9112 7.1: CR alone after the size", "5\rhello\r\n0\r\n\r\n", Flaw.ChunkEnd)]
    [InlineData("RFC 9112 7.1: LF alone in an extension", "5;a\nhello\r\n0\r\n\r\n", Flaw.ChunkExtension)]
    [InlineData("RFC 9112 7.1: CR in an extension", "5;a\rb\r\nhello\r\n0\r\n\r\n", Flaw.ChunkEnd)]
    [InlineData("RFC 9112 7.1: NUL in an extension", "5;a\0\r\nhello\r\n0\r\n\r\n", Flaw.ChunkExtension)]
    [InlineData("RFC 9112 7.1: no CRLF after the data", "5\r\nhello0\r\n\r\n", Flaw.ChunkEnd)]
    [InlineData("RFC 9112 7.1: LF alone after the data", "5\r\nhello\n0\r\n\r\n", Flaw.ChunkEnd)]
    [InlineData("RFC 9112 7.1: CR alone after the data", "5\r\nhello\r0\r\n\r\n", Flaw.ChunkEnd)]
    [InlineData("RFC 9112 7.1: more data than said", "4\r\nhello\r\n0\r\n\r\n", Flaw.ChunkEnd)]
    [InlineData("RFC 9112 7.1.2: LF alone at the end", "0\r\n\n", Flaw.Trailer)]
    [InlineData("RFC 9112 7.1.2: CR alone at the end", "0\r\n\rx", Flaw.Trailer)]
    [InlineData("RFC 9112 7.1.2: a trailer without a name", "0\r\n: a\r\n\r\n", Flaw.Trailer)]
    [InlineData("RFC 9112 7.1.2: a trailer without a colon", "0\r\nabc\r\n\r\n", Flaw.Trailer)]
    [InlineData("RFC 9112 7.1.2: space before the colon", "0\r\nabc : d\r\n\r\n", Flaw.Trailer)]
    [InlineData("RFC 9112 7.1.2: a folded trailer", "0\r\na: b\r\n c\r\n\r\n", Flaw.Trailer)]
    [InlineData("RFC 9112 7.1.2: LF after a trailer", "0\r\na: b\n\r\n", Flaw.Trailer)]
    [InlineData("RFC 9112 7.1.2: CR in a trailer", "0\r\na: b\rc\r\n\r\n", Flaw.Trailer)]
    [InlineData("RFC 9112 7.1.2: NUL in a trailer", "0\r\na: \0\r\n\r\n", Flaw.Trailer)]
    public void Chunks_outside_the_grammar_are_refused(string clause, string body, string flaw) =>
        Reading.Of(Chunked + body).Error.ShouldBe(flaw, clause);

    [Theory]
    [InlineData("Content-Length: 3")]
    [InlineData("Transfer-Encoding: chunked")]
    [InlineData("Connection: close")]
    [InlineData("Content-Type: text/event-stream")]
    public void Rfc9110_6_5_1_trailers_change_nothing(string trailer)
    {
        Reading reading = Reading.Of($"{Chunked}2\r\nok\r\n0\r\n{trailer}\r\n\r\n");
        reading.ShouldBe(Reading.Of(Chunked + "2\r\nok\r\n0\r\n\r\n"));
        reading.Reusable.ShouldBeTrue();
    }

    [Fact]
    public void What_came_before_the_flaw_was_handed_out()
    {
        Reading reading = Reading.Of(Chunked + "5\r\nhello\r\nx");
        reading.Body.ShouldBe("hello");
        reading.Reusable.ShouldBeFalse();
    }

    [Fact]
    public void Rfc9112_8_every_cut_answer_is_malformed()
    {
        foreach (string answer in Answers.Good.Where(a => !Reading.Of(a).Head.Contains("UntilClose", StringComparison.Ordinal)))
        {
            int end = answer.Length - Reading.Of(answer).LeftOver;
            for (int length = 0; length < end; length++)
            {
                Reading reading = Reading.Of(answer[..length]);
                reading.Error.ShouldBe(length == 0 ? Flaw.ClosedBefore : Flaw.ClosedInside);
                reading.Reusable.ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void A_refusal_stands_until_the_reset()
    {
        var reader = new ResponseReader();
        ReadOnlySpan<byte> bad = "HTTP/1.1 200\r\n"u8, good = "HTTP/1.1 204 x\r\n\r\n"u8;
        reader.Next(ref bad, out _).ShouldBe(ResponseStep.Malformed);
        reader.Next(ref good, out _).ShouldBe(ResponseStep.Malformed);
        reader.Closed().ShouldBe(ResponseStep.Malformed);
        reader.Error.ShouldBe(Flaw.StatusLine);
        reader.Reset(headRequest: false);
        reader.Error.ShouldBeNull();
        reader.AnyByteSeen.ShouldBeFalse();
        reader.Next(ref good, out _).ShouldBe(ResponseStep.Head);
    }
}
