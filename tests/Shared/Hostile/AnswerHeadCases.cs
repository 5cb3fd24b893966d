using static Shared.Hostile.HostileText;

namespace Shared.Hostile;

/// <summary>Heads of answers that are none, that two readers could understand differently, or that are not asked for.</summary>
internal static class AnswerHeadCases
{
    private const int Mebibyte = 1 << 20;
    private const string Status = "HTTP/1.1 200 OK\r\n";
    private const string Rest = "Content-Length: 2\r\n\r\nok";

    internal static IEnumerable<HostileCase> All =>
    [
        new("a plain answer", "RFC 9112 §4", Held.Relayed) { Answer = [Ok], Body = "ok" },
        .. Bad("that is no HTTP", "hello\r\n\r\n", "RFC 9112 §4"),
        .. Bad("of an SSH server", "SSH-2.0-OpenSSH_9.6\r\n", "RFC 9112 §4", closes: true),
        .. Bad("of HTTP/0.9", "<p>evil</p>", "RFC 9112 §2.3", closes: true),
        .. Bad("of HTTP/2", "\0\0\u0012\u0004\0\0\0\0\0\0\u0003\0\0\0\u0080\0\u0004\0\u0001\0\0", "RFC 9113 §3.4", closes: true),
        .. Bad("of version 2.0", "HTTP/2.0 200 OK\r\n" + Rest, "RFC 9112 §2.3"),
        .. Bad("of version 1.10", "HTTP/1.10 200 OK\r\n" + Rest, "RFC 9112 §2.3"),
        .. Bad("of a version in small letters", "http/1.1 200 OK\r\n" + Rest, "RFC 9112 §2.3"),
        .. Bad("with a status of letters", "HTTP/1.1 2x0 OK\r\n" + Rest, "RFC 9112 §4"),
        .. Bad("with a status of two digits", "HTTP/1.1 20 OK\r\n" + Rest, "RFC 9112 §4"),
        .. Bad("with a status of four digits", "HTTP/1.1 2000 OK\r\n" + Rest, "RFC 9112 §4"),
        .. Bad("with a negative status", "HTTP/1.1 -20 OK\r\n" + Rest, "RFC 9112 §4"),
        .. Bad("with status 099", "HTTP/1.1 099 OK\r\n" + Rest, "RFC 9110 §15"),
        .. Bad("with status 600", "HTTP/1.1 600 OK\r\n" + Rest, "RFC 9110 §15"),
        .. Bad("without a status", "HTTP/1.1\r\n" + Rest, "RFC 9112 §4"),
        .. Lax("with two spaces before its status", "HTTP/1.1  200 OK\r\n" + Rest, "RFC 9112 §4"),
        .. Lax("without the space behind its status", "HTTP/1.1 200\r\n" + Rest, "RFC 9112 §4"),
        .. Lax("with a NUL in its reason", "HTTP/1.1 200 O\0K\r\n" + Rest, "RFC 9112 §4"),
        .. Lax("behind an empty line", "\r\n" + Ok, "RFC 9112 §4"),
        .. Lax("with bare LF at all line ends", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "RFC 9112 §2.2"),
        .. Lax("with a bare LF behind a field", Status + "X-A: b\n" + Rest, "RFC 9112 §2.2"),
        .. Lax("split by a bare CR", Status + "X-A: b\rX-Evil: c\r\n" + Rest, "RFC 9112 §2.2"),
        .. Lax("with a NUL in a value", Status + "X-A: b\0c\r\n" + Rest, "RFC 9110 §5.5"),
        .. Lax("with a NUL in a name", Status + "X-\0A: b\r\n" + Rest, "RFC 9110 §5.1"),
        .. Lax("with a folded field", Status + "X-A: b\r\n c\r\n" + Rest, "RFC 9112 §5.2"),
        .. Lax("with a space before the first field", Status + " X-A: b\r\n" + Rest, "RFC 9112 §2.2"),
        .. Lax("with a space before a colon", Status + "X-A : b\r\n" + Rest, "RFC 9112 §5.1"),
        .. Lax("with a field without a colon", Status + "X-A\r\n" + Rest, "RFC 9112 §5"),
        .. Lax("with a field without a name", Status + ": b\r\n" + Rest, "RFC 9110 §5.1"),
        .. Lax("with a bracket in a name", Status + "X(A): b\r\n" + Rest, "RFC 9110 §5.1"),
        .. Bad("with two lengths", Status + "Content-Length: 4\r\n" + Rest, "RFC 9112 §6.3"),
        .. Bad("with two lengths in a list", Status + "Content-Length: 2, 4\r\n\r\nok", "RFC 9112 §6.3"),
        .. Lax("with one length twice in a list", Status + "Content-Length: 2, 2\r\n\r\nok", "RFC 9112 §6.3"),
        .. Lax("with one length in two fields", Status + "Content-Length: 2\r\n" + Rest, "RFC 9112 §6.3", 200),
        .. Bad("with a negative length", Status + "Content-Length: -2\r\n\r\nok", "RFC 9110 §8.6"),
        .. Bad("with a plus before its length", Status + "Content-Length: +2\r\n\r\nok", "RFC 9110 §8.6"),
        .. Bad("with a hexadecimal length", Status + "Content-Length: 0x2\r\n\r\nok", "RFC 9110 §8.6"),
        .. Bad("with a length that is 2 in 64 bits", Status + "Content-Length: 18446744073709551618\r\n\r\nok", "RFC 9110 §8.6"),
        .. Bad("with a length of no digits", Status + "Content-Length:\r\n\r\nok", "RFC 9110 §8.6", closes: true),
        .. Lax("with chunks and a length", Status + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "RFC 9112 §6.3"),
        .. Lax("with a length and no chunks that it claims", Status + "Transfer-Encoding: chunked\r\n" + Rest, "RFC 9112 §6.3", last: true),
        .. Bad("in an unknown coding", Status + "Transfer-Encoding: xchunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "RFC 9112 §6.1", closes: true),
        .. Bad("in gzip and chunks", Status + "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "RFC 9112 §6.1"),
        .. Bad("in chunks twice", Status + "Transfer-Encoding: chunked, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "RFC 9112 §6.1"),
        .. Lax("in chunks in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "RFC 9112 §6.1", last: true),
        .. Bad("that switches protocols unasked", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nevil", "RFC 9110 §15.2.2"),
        new("an answer that switches to h2c, as the caller asked", "RFC 9110 §7.8", Held.BadGateway,
            $"{Head}X-Caller: first\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n{WithBody}")
        {
            Answer = ["HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\nevil"],
        },
        .. Bad("with a line of 1 MiB", $"{Status}X-A: {new string('a', Mebibyte)}\r\n{Rest}", "RFC 6585 §5"),
        .. Bad("with ten thousand fields", $"{Status}{string.Concat(Enumerable.Repeat("X-A: b\r\n", 10_000))}{Rest}", "RFC 6585 §5"),
        .. Bad("with a head of 1 MiB", $"{Status}{string.Concat(Enumerable.Repeat($"X-A: {new string('a', 1000)}\r\n", 1024))}{Rest}", "RFC 6585 §5"),
        .. Bad("with a head of 8 MiB that never ends", Status + string.Concat(Enumerable.Repeat($"X-A: {new string('a', 1000)}\r\n", 8192)), "RFC 6585 §5", closes: true),
        .. Bad("with a status line of 1 MiB", $"HTTP/1.1 200 {new string('a', Mebibyte)}\r\n{Rest}", "RFC 9112 §4"),
        .. Bad("that ends before its first byte", "", "RFC 9112 §8", closes: true),
        .. Bad("that ends within its status line", "HTTP/1.1 20", "RFC 9112 §8", closes: true),
        .. Bad("that ends within its fields", Status + "Content-Len", "RFC 9112 §8", closes: true),
    ];

    private static IEnumerable<HostileCase> Bad(string what, string answer, string clause, bool closes = false) =>
        [new($"an answer {what}", clause, Held.BadGateway) { Answer = [answer], Closes = closes, Body = "ok" }];

    // A proxy may mend it, as long as what it says itself is strict.
    private static IEnumerable<HostileCase> Lax(string what, string answer, string clause, int status = 502, bool last = false) =>
        [new($"an answer {what}", clause, last ? Held.BrokenOrLast : Held.BrokenOrOne) { Answer = [answer], Body = "ok", Status = status }];
}
