using static Shared.Hostile.HostileText;

namespace Shared.Hostile;

/// <summary>Request lines and line ends, and how much there may be of them.</summary>
internal static class LineCases
{
    private const int Mebibyte = 1 << 20;
    private const string Rest = "Host: edge\r\nContent-Type: application/json\r\n" + WithBody;

    internal static IEnumerable<HostileCase> All =>
    [
        new("bare LF at all line ends of a head", "RFC 9112 §2.2", Held.RefusedOrOne, (Head + "Content-Length: 19\r\n\r\n").Replace("\r\n", "\n", StringComparison.Ordinal) + Body) { Status = 400 },
        new("a bare LF behind the request line", "RFC 9112 §2.2", Held.RefusedOrOne, $"POST /v1/chat/completions HTTP/1.1\n{Rest}") { Status = 400 },
        new("a bare LF behind a field", "RFC 9112 §2.2", Held.RefusedOrOne, $"{Head}X-A: b\n{WithBody}") { Status = 400 },
        new("a bare LF as the empty line", "RFC 9112 §2.2", Held.RefusedOrOne, $"{Head}Content-Length: 19\r\n\n{Body}") { Status = 400 },
        new("a bare CR as the empty line", "RFC 9112 §2.2", Held.Refused, $"{Head}Content-Length: 19\r\n\r{Body}"),
        new("a bare CR behind the request line", "RFC 9112 §2.2", Held.Refused, $"POST /v1/chat/completions HTTP/1.1\r{Rest}"),
        new("CR CR LF behind a field", "RFC 9112 §2.2", Held.RefusedOrOne, $"{Head}X-A: b\r\r\n{WithBody}") { Status = 400 },
        new("empty lines before a request", "RFC 9112 §2.2", Held.RefusedOrOne, $"\r\n\r\n{Head}{WithBody}") { Status = 200 },
        new("a bare LF before a request", "RFC 9112 §2.2", Held.RefusedOrOne, $"\n{Head}{WithBody}") { Status = 400 },
        new("1 MiB of empty lines before a request", "RFC 9112 §2.2", Held.RefusedOrOne, string.Concat(Enumerable.Repeat("\r\n", Mebibyte / 2)) + Head + WithBody) { Status = 414 },
        new("a space before the request line", "RFC 9112 §3", Held.Refused, $" {Head}{WithBody}"),
        .. Line("two spaces behind the method", "POST  /v1/chat/completions HTTP/1.1"),
        .. Line("two spaces behind the target", "POST /v1/chat/completions  HTTP/1.1"),
        .. Line("a space behind the version", "POST /v1/chat/completions HTTP/1.1 "),
        .. Line("tabs in the request line", "POST\t/v1/chat/completions\tHTTP/1.1"),
        .. Line("a vertical tab in the request line", "POST\v/v1/chat/completions HTTP/1.1", Held.Refused),
        .. Line("a version in small letters", "POST /v1/chat/completions http/1.1", Held.Refused),
        .. Line("a version without a point", "POST /v1/chat/completions HTTP/11", Held.Refused),
        .. Line("a version with a comma", "POST /v1/chat/completions HTTP/1,1", Held.Refused),
        .. Line("a version with a space inside", "POST /v1/chat/completions HTTP/ 1.1", Held.Refused),
        .. Line("version 1.10", "POST /v1/chat/completions HTTP/1.10", Held.Refused),
        .. Line("version 01.1", "POST /v1/chat/completions HTTP/01.1", Held.Refused),
        .. Line("version 1.1 and a letter", "POST /v1/chat/completions HTTP/1.1x", Held.Refused),
        .. Line("another protocol's version", "POST /v1/chat/completions ICAP/1.1", Held.Refused),
        .. Line("version 1.2", "POST /v1/chat/completions HTTP/1.2", status: 505),
        .. Line("version 0.9", "POST /v1/chat/completions HTTP/0.9", Held.Refused, 505),
        .. Line("version 2.0", "POST /v1/chat/completions HTTP/2.0", Held.Refused, 505),
        .. Line("version 3.0", "POST /v1/chat/completions HTTP/3.0", Held.Refused, 505),
        .. Line("no version: HTTP/0.9", "POST /v1/chat/completions", Held.Refused),
        new("a GET of HTTP/0.9", "RFC 9112 §2.3", Held.Refused, "GET /v1/smuggled\r\n"),
        new("the preface of HTTP/2, and no HTTP/2 behind it", "RFC 9113 §3.4", Held.Refused, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + Head + WithBody) { Status = 0 },
        new("the preface of HTTP/2, misspelt", "RFC 9113 §3.4", Held.Refused, "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n" + Head + WithBody) { Status = 0 },
        .. Line("a method in small letters", "post /v1/chat/completions HTTP/1.1", status: 0),
        .. Line("a method nobody knows", "SMUGGLE /v1/chat/completions HTTP/1.1", status: 0),
        .. Line("a bracket in the method", "PO(ST /v1/chat/completions HTTP/1.1", Held.Refused),
        .. Line("a quote in the method", "\"POST\" /v1/chat/completions HTTP/1.1", Held.Refused),
        .. Line("a colon in the method", "POST: /v1/chat/completions HTTP/1.1", Held.Refused),
        .. Line("a byte above ASCII in the method", "P\u00d6ST /v1/chat/completions HTTP/1.1", Held.Refused),
        .. Line("a NUL in the method", "PO\0ST /v1/chat/completions HTTP/1.1", Held.Refused),
        .. Line("no method", " /v1/chat/completions HTTP/1.1", Held.Refused),
        .. Line("no target", "POST HTTP/1.1", Held.Refused),
        .. Line("a field for a request line", "Host: edge", Held.Refused),
        .. Line("a method of 1 MiB", new string('P', Mebibyte) + " /v1/chat/completions HTTP/1.1", Held.Refused, 414),
        .. Line("a target of 1 MiB", $"POST /v1/{new string('a', Mebibyte)} HTTP/1.1", Held.Refused, 414),
        new("a field of 1 MiB", "RFC 6585 §5", Held.Refused, $"{Head}X-A: {new string('a', Mebibyte)}\r\n{WithBody}") { Status = 431 },
        new("ten thousand fields", "RFC 6585 §5", Held.Refused, $"{Head}{string.Concat(Enumerable.Repeat("X-A: b\r\n", 10_000))}{WithBody}") { Status = 431 },
        new("ten thousand empty fields of different names", "RFC 6585 §5", Held.Refused, $"{Head}{string.Concat(Enumerable.Range(0, 10_000).Select(i => $"X{i}:\r\n"))}{WithBody}") { Status = 431 },
        new("a head of 1 MiB in lines of 4 KiB", "RFC 6585 §5", Held.Refused, $"{Head}{string.Concat(Enumerable.Repeat($"X-A: {new string('a', 4096)}\r\n", 256))}{WithBody}") { Status = 431 },
        new("a head of 1 MiB that never ends", "RFC 6585 §5", Held.Refused, HostileText.Line + string.Concat(Enumerable.Repeat($"X-A: {new string('a', 1000)}\r\n", 1024))) { Status = 431 },
    ];

    private static IEnumerable<HostileCase> Line(string what, string line, Held held = Held.RefusedOrOne, int status = 400) =>
        [new(what, "RFC 9112 §3", held, $"{line}\r\n{Rest}") { Status = status }];
}
