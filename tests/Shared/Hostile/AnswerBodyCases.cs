using static Shared.Hostile.HostileText;

namespace Shared.Hostile;

/// <summary>Bodies of answers that break off or go on, answers that come in crowds, and fields that are not for the caller.</summary>
internal static class AnswerBodyCases
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    internal static IEnumerable<HostileCase> All =>
    [
        .. Cut("shorter than its length", "HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\nok", "RFC 9112 §6.3"),
        .. Cut("with a length and nothing behind it, as to HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n", "RFC 9110 §9.3.2"),
        .. Cut("that ends before its last chunk", Chunked + "2\r\nok\r\n", "RFC 9112 §7.1"),
        .. Cut("that ends within its last chunk", Chunked + "2\r\nok\r\n0\r\n", "RFC 9112 §7.1"),
        .. Cut("that ends within a chunk", Chunked + "13\r\nok", "RFC 9112 §7.1"),
        .. Cut("with a chunk size of letters", Chunked + "2\r\nok\r\nxyz\r\n", "RFC 9112 §7.1"),
        .. Cut("with 0x before a chunk size", Chunked + "0x2\r\nok\r\n0\r\n\r\n", "RFC 9112 §7.1"),
        .. Cut("with a minus before a chunk size", Chunked + "-2\r\nok\r\n0\r\n\r\n", "RFC 9112 §7.1"),
        .. Cut("with a chunk size of 17 digits", Chunked + "10000000000000002\r\nok\r\n0\r\n\r\n", "RFC 9112 §7.1"),
        .. Cut("with a chunk size that is minus 1 in 64 bits", Chunked + "ffffffffffffffff\r\nok\r\n0\r\n\r\n", "RFC 9112 §7.1"),
        .. Cut("with a bare LF behind a chunk size", Chunked + "2\nok\r\n0\r\n\r\n", "RFC 9112 §7.1"),
        .. Cut("with a bare LF in a chunk extension", Chunked + "2;\n\r\nok\r\n0\r\n\r\n", "RFC 9112 §7.1.1"),
        .. Cut("with nothing behind the data of a chunk", Chunked + "2\r\nok0\r\n\r\n", "RFC 9112 §7.1"),
        .. Cut("with more data than the chunk size says", Chunked + "2\r\nokok\r\n0\r\n\r\n", "RFC 9112 §7.1"),
        .. Cut("with a trailer without a colon", Chunked + "2\r\nok\r\n0\r\nno trailer\r\n\r\n", "RFC 9112 §7.1.2"),
        .. Cut("with trailers of 1 MiB", Chunked + "2\r\nok\r\n0\r\n" + string.Concat(Enumerable.Repeat($"X-A: {new string('a', 1000)}\r\n", 1024)), "RFC 9112 §7.1.2"),
        .. Whole("with chunk extensions", Chunked + "2;a=b;c=\"d\"\r\nok\r\n0;e\r\n\r\n", "RFC 9112 §7.1.1"),
        .. Whole("with a length for a trailer", Chunked + "2\r\nok\r\n0\r\nContent-Length: 77\r\n\r\n", "RFC 9110 §6.5.1", never: "Content-Length: 77"),
        .. Whole("with a cookie for a trailer", Chunked + "2\r\nok\r\n0\r\nSet-Cookie: stolen=1\r\n\r\n", "RFC 9110 §6.5.1", never: "stolen"),
        .. Whole("that ends with its connection", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok", "RFC 9112 §6.3", closes: true),
        .. Whole("of HTTP/1.0 that ends with its connection", "HTTP/1.0 200 OK\r\n\r\nok", "RFC 9112 §6.3", closes: true),
        .. Whole("with fields that Connection names", "HTTP/1.1 200 OK\r\nConnection: close, x-secret\r\nX-Secret: 1\r\nContent-Length: 2\r\n\r\nok", "RFC 9110 §7.6.1", never: "X-Secret"),
        .. Whole("with a field that Connection names beside keep-alive", "HTTP/1.1 200 OK\r\nConnection: keep-alive, X-SECRET\r\nx-secret: 1\r\nContent-Length: 2\r\n\r\nok", "RFC 9110 §7.6.1", never: "X-Secret"),
        .. Whole("whose Connection names the length", "HTTP/1.1 200 OK\r\nConnection: content-length\r\nContent-Length: 2\r\n\r\nok", "RFC 9110 §7.6.1"),
        .. Whole("whose Connection names the coding", "HTTP/1.1 200 OK\r\nConnection: transfer-encoding\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "RFC 9110 §7.6.1"),
        .. Whole("with Upgrade and Keep-Alive", "HTTP/1.1 200 OK\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nKeep-Alive: timeout=99\r\nContent-Length: 2\r\n\r\nok", "RFC 9110 §7.8", never: "h2c"),
        .. Whole("that sends the caller to another address", "HTTP/1.1 302 Found\r\nLocation: /v1/evil\r\nContent-Length: 2\r\n\r\nok", "RFC 9110 §15.4", 302),
        .. Whole("that sends the call to another address", "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://169.254.169.254/evil\r\nContent-Length: 2\r\n\r\nok", "RFC 9110 §15.4", 307),
        .. Crowd("and another one behind it", Ok + Evil, "RFC 9112 §9.3.1"),
        .. Crowd("longer than its length", Ok + "evil", "RFC 9112 §6.3"),
        .. Crowd("in chunks, and another one behind it", Chunked + "2\r\nok\r\n0\r\n\r\n" + Evil, "RFC 9112 §9.3.1"),
        .. Crowd("204 with content", "HTTP/1.1 204 No Content\r\n\r\nevil", "RFC 9110 §15.3.5", 204),
        .. Crowd("204 with a length and content", "HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nevil", "RFC 9110 §8.6", 204),
        .. Crowd("204 with chunks", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nevil\r\n0\r\n\r\n", "RFC 9112 §6.1", 204),
        .. Crowd("304 with content", "HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\nevil", "RFC 9110 §15.4.5", 304),
        .. Crowd("and an interim one behind it", Ok + "HTTP/1.1 100 Continue\r\n\r\n", "RFC 9110 §15.2", 200),
        new("an answer, and another one when nobody asks", "RFC 9112 §9.3.1", Held.Relayed) { Answer = [Ok], Unasked = Evil, Body = "ok" },
        new("an answer, and the half of one when nobody asks", "RFC 9112 §9.3.1", Held.Relayed) { Answer = [Ok], Unasked = Evil[..20], Body = "ok" },
        new("an interim answer that nobody waits for", "RFC 9110 §15.2.1", Held.BrokenOrOne) { Answer = ["HTTP/1.1 100 Continue\r\n\r\n" + Ok], Body = "ok", Status = 200 },
        new("a thousand interim answers before the answer", "RFC 9110 §15.2", Held.BrokenOrOne) { Answer = [Interim(1000) + Ok], Body = "ok", Status = 200 },
        new("100 000 interim answers and no answer", "RFC 9110 §15.2", Held.BadGateway) { Answer = [Interim(100_000)], Closes = true },
        new("an interim answer with content", "RFC 9110 §15.2", Held.BadGateway) { Answer = ["HTTP/1.1 103 Early Hints\r\nContent-Length: 4\r\n\r\nevil" + Ok], Closes = true },
        new("an interim answer that is split by a bare CR", "RFC 9112 §2.2", Held.BrokenOrOne)
        {
            Answer = ["HTTP/1.1 103 Early Hints\r\nX-A: b\rX-Evil: c\r\n\r\n" + Ok],
            Body = "ok",
            Status = 502,
        },
    ];

    private static string Interim(int count) => string.Concat(Enumerable.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", count));

    private static IEnumerable<HostileCase> Cut(string what, string answer, string clause) =>
        [new($"an answer {what}", clause, Held.Broken) { Answer = [answer], Closes = true }];

    private static IEnumerable<HostileCase> Whole(string what, string answer, string clause, int status = 200, bool closes = false, string? never = null) =>
        [new($"an answer {what}", clause, Held.Relayed) { Answer = [answer], Closes = closes, Body = "ok", Status = status, Never = never is null ? [] : [never] }];

    private static IEnumerable<HostileCase> Crowd(string what, string answer, string clause, int status = 200) =>
        [new($"an answer {what}", clause, Held.BrokenOrLast) { Answer = [answer], Body = status == 200 ? "ok" : "", Status = status }];
}
