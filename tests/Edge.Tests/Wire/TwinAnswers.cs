namespace Edge.Tests.Wire;

/// <summary>Makes what replicas answer: valid answers, most of them broken; the same seed breaks them the same way.</summary>
internal sealed class TwinAnswers(Random random)
{
    private const string Events = "data: {\"x\":1}\n\ndata: {\"x\":2}\n\ndata: [DONE]\n\n";

    private static readonly string[] Seeds =
    [
        WireEdge.Ok,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Dup: 2\r\nVary: a\r\nX-Dup: 1, 3\r\n"
            + "Vary: b\r\nContent-Length: 8\r\n\r\n{\"a\":1}\n",
        "HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nx-request-id: up\r\nServer: x\r\n"
            + "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\nX-Empty:\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 102 Processing\r\nX: 1\r\n\r\n"
            + "HTTP/1.1 201 Created\r\nLocation: /x\r\nConnection: x-hop\r\nX-Hop: 1\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\nContent-Length: 9\r\n\r\n",
        "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0A\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\n",
        $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
            + $"12\r\n{Events[..18]}\r\n{Events.Length - 18:x}\r\n{Events[18..]}\r\n0\r\n\r\n",
        $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nContent-Length: {Events.Length}\r\n\r\n{Events}",
        $"HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n{Events}",
        "HTTP/1.1 500 Oops\r\nContent-Type: text/html; x=\u00e9\r\nAccess-Control-Allow-Origin: *\r\nAlt-Svc: h3\r\n\r\n<p>until the end</p>",
    ];

    private static readonly string[] Splinters =
    [
        "0\r\n\r\n", "2\r\nok\r\n", "\n\n", "data: ", "event: x\n", "data: [DONE]\n\n", "Transfer-Encoding: gzip\r\n",
        "Content-Type: text/event-stream\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 200 OK\r\n", "204", "101", "Keep-Alive: x\r\n", "Upgrade: h2c\r\n", "Trailer: x\r\n",
    ];
    private readonly TwinMutations _mutations = new(random, Splinters);

    /// <summary>The next answer in pieces; the replica closes behind it.</summary>
    internal string[] Next()
    {
        string answer = Seeds[random.Next(Seeds.Length)];
        return _mutations.Cut(random.Next(4) == 0 ? answer : _mutations.Next(answer));
    }
}
