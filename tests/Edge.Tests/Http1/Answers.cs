namespace Edge.Tests.Http1;

/// <summary>Answers as upstreams send them: the corpus that splits and mutations start from.</summary>
internal static class Answers
{
    internal const string Json =
        "HTTP/1.1 200 OK\r\ndate: Fri, 01 Aug 2025 10:00:00 GMT\r\nserver: uvicorn\r\ncontent-length: 28\r\ncontent-type: application/json\r\nx-request-id: abc\r\n\r\n{\"object\":\"chat.completion\"}";

    internal static readonly string[] Good =
    [
        Json,
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\nE\r\ndata: [DONE]\n\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5;name=\"v a;l\"\r\nhello\r\n0006 \t; x\r\n world\r\n000;last\r\nContent-Length: 3\r\nX-Sum:\t1 \r\n\r\n",
        "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 1234\r\n\r\n",
        "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nuntil the end",
        "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nConnection: close, X-Secret\r\nx-secret: 1\r\nX-Kept: 2\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nconnection: keep-alive\r\nConnection: ,, X-A ,\tx-b\r\nX-A: 1\r\nX-B: 2\r\nKeep-Alive: timeout=5\r\nContent-Length: 1\r\n\r\n!",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nbusy",
        "HTTP/1.1 429 Too Many\tRequests \xE9\r\nx-empty:\r\nx-high: \xFF\x80\r\nx-tab:\t a\tb \t\r\ncontent-length: 007\r\n\r\n1234567",
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nz",
        "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nAlt-Svc: h3\r\nStrict-Transport-Security: max-age=1\r\nUpgrade: h2c\r\nTrailer: X\r\nProxy-Authenticate: Basic\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\n",
    ];

    /// <summary>What answers are changed with.</summary>
    internal static readonly string[] Splinters =
    [
        "\r\n", "\n", "\r", "\r\n\r\n", " ", "\t", ":", ";", ",", "0", "5", "\0", "\x7F", "\xFF", "+", "0x", "-", "close", "chunked", "chunked, identity",
        "HTTP/1.1 ", "HTTP/1.0 ", "100", "101", "204", "304", "FFFFFFFFFFFFFFFFF", "4000000000000000",
        "Content-Length: 5\r\n", "content-length:3\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "Connection: keep-alive, date\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n", "0\r\n\r\n", "5\r\nhello\r\n", "X: y\r\n", " folded\r\n",
    ];

    /// <summary>One answer for each place where a reader stops.</summary>
    internal static readonly string[] Broken =
    [
        "",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 200\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\nA: b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: a b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 4\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=\x01\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nTrailer \r\n\r\n",
    ];
}
