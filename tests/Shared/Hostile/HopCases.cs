using static Shared.Hostile.HostileText;

namespace Shared.Hostile;

/// <summary>Fields that speak to the next hop: Connection, Upgrade, Expect and their like.</summary>
internal static class HopCases
{
    private const string Waiting = Head + "Expect: 100-continue\r\n";

    internal static IEnumerable<HostileCase> All =>
    [
        .. Connection("content-length", WithBody),
        .. Connection("transfer-encoding", WithChunks),
        .. Connection("Host", WithBody),
        .. Connection("content-type", WithBody),
        .. Connection("connection", WithBody),
        .. Connection("x-secret", "X-Secret: 1\r\n" + WithBody, "X-Secret"),
        .. Connection("keep-alive, X-SECRET ,", "x-secret: 1\r\n" + WithBody, "X-Secret"),
        .. Connection("x-secret\r\nConnection: keep-alive", "X-Secret: 1\r\n" + WithBody, "X-Secret"),
        new("Connection names close and a field", "RFC 9110 §7.6.1", Held.RefusedOrLast, $"{Head}Connection: close, x-secret\r\nX-Secret: 1\r\n{WithBody}")
        {
            Status = 200,
            Never = ["X-Secret"],
        },
        new("Connection says close, in capitals", "RFC 9112 §9.6", Held.RefusedOrLast, $"{Head}Connection: CLOSE\r\n{WithBody}") { Status = 200 },
        new("Connection says close and keep-alive", "RFC 9112 §9.3", Held.RefusedOrLast, $"{Head}Connection: keep-alive\r\nConnection: close\r\n{WithBody}") { Status = 200 },
        new("Connection names a hundred fields", "RFC 9110 §7.6.1", Held.RefusedOrOne,
            $"{Head}Connection: {string.Join(", ", Enumerable.Range(0, 100).Select(i => $"x-{i}"))}\r\n{WithBody}") { Status = 0 },
        new("Keep-Alive, Proxy-Connection and TE", "RFC 9110 §7.6.1", Held.RefusedOrOne,
            $"{Head}Connection: keep-alive, te\r\nProxy-Connection: keep-alive\r\nKeep-Alive: timeout=99\r\nTE: trailers\r\n{WithBody}")
        {
            Status = 200,
            Never = ["\nKeep-Alive: timeout=99"],
        },
        new("an upgrade to h2c", "RFC 9110 §7.8", Held.RefusedOrOne,
            $"{Head}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n{WithBody}")
        {
            Status = 200,
            Never = ["\nUpgrade:", "\nHTTP2-Settings:"],
        },
        new("an upgrade to h2c that Connection does not name", "RFC 9110 §7.8", Held.RefusedOrOne, $"{Head}Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n{WithBody}")
        {
            Status = 200,
            Never = ["\nUpgrade:"],
        },
        new("an upgrade to h2c, whose frames follow", "RFC 9110 §7.8", Held.RefusedOrLast,
            $"{Head}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n{WithBody}PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        {
            Status = 200,
            Never = ["\nUpgrade:"],
        },
        new("an upgrade to WebSocket by POST", "RFC 6455 §4.1", Held.RefusedOrOne,
            $"{Head}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{WithBody}")
        {
            Status = 501,
            Never = ["\nUpgrade:"],
        },
        new("an upgrade to TLS", "RFC 2817 §3.1", Held.RefusedOrOne, $"{Head}Connection: Upgrade\r\nUpgrade: TLS/1.0\r\n{WithBody}") { Status = 200, Never = ["\nUpgrade:"] },
        new("Expect, with the body at once", "RFC 9110 §10.1.1", Held.RefusedOrOne, Waiting + WithBody) { Status = 200 },
        new("Expect, with the body in chunks at once", "RFC 9110 §10.1.1", Held.RefusedOrOne, Waiting + WithChunks) { Status = 200 },
        new("Expect, with the body when it is asked for", "RFC 9110 §10.1.1", Held.RefusedOrOne, Waiting + "Content-Length: 19\r\n\r\n", Body) { Status = 200 },
        new("Expect, with a request for a body", "RFC 9110 §10.1.1", Held.RefusedOrOne, $"{Waiting}Content-Length: {Smuggled.Length}\r\n\r\n{Smuggled}") { Body = Smuggled, Status = 400 },
        new("Expect of a GET, with a request for a body", "RFC 9110 §10.1.1", Held.RefusedOrOne,
            $"GET /v1/models HTTP/1.1\r\nHost: edge\r\nExpect: 100-continue\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}") { Body = Smuggled, Status = 0 },
        new("Expect of a call to nowhere, with a request for a body", "RFC 9110 §10.1.1", Held.RefusedOrOne,
            $"POST /nowhere HTTP/1.1\r\nHost: edge\r\nExpect: 100-continue\r\nContent-Length: {Smuggled.Length}\r\n\r\n{Smuggled}") { Body = Smuggled, Status = 0 },
        .. Expect("something nobody knows", "200-ok"),
        .. Expect("something before 100-continue", "y 100-continue"),
        .. Expect("two things", "100-continue, x"),
        .. Expect("100-continue with a parameter", "100-continue;a=b"),
        .. Expect("100-continue in two fields", "100-continue\r\nExpect: 100-continue"),
        .. Expect("nothing", ""),
        new("Expect in HTTP/1.0", "RFC 9110 §10.1.1", Held.RefusedOrLast, $"POST /v1/chat/completions HTTP/1.0\r\nHost: edge\r\nExpect: 100-continue\r\n{WithBody}") { Status = 200 },
        new("an answer before the body is there", "RFC 9112 §9.5", Held.RefusedOrOne, $"{Head}Content-Length: 19\r\n\r\n{Body[..13]}", Body[13..]) { AnswersHead = true },
        new("an answer before a body in chunks is there", "RFC 9112 §9.5", Held.RefusedOrOne, $"{Head}Transfer-Encoding: chunked\r\n\r\nd\r\n{Body[..13]}\r\n", $"6\r\n{Body[13..]}\r\n0\r\n\r\n")
        {
            AnswersHead = true,
        },
        new("an answer and the end of the connection before the body is there", "RFC 9112 §9.5", Held.RefusedOrOne, $"{Head}Content-Length: 19\r\n\r\n{Body[..13]}", Body[13..])
        {
            AnswersHead = true,
            Answer = ["HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno"],
            Closes = true,
        },
    ];

    private static IEnumerable<HostileCase> Connection(string options, string rest, string? never = null) =>
    [
        new($"Connection names {options.Replace("\r\nConnection: ", " and then ", StringComparison.Ordinal)}", "RFC 9110 §7.6.1", Held.RefusedOrOne, $"{Head}Connection: {options}\r\n{rest}")
        {
            Status = 200,
            Never = never is null ? [] : [never],
        },
    ];

    private static IEnumerable<HostileCase> Expect(string what, string value) =>
        [new($"Expect of {what}", "RFC 9110 §10.1.1", Held.RefusedOrOne, $"{Head}Expect: {value}\r\n{WithBody}") { Status = 200 }];
}
