using Edge.Http1;

namespace Edge.Tests.Http1;

/// <summary>Heads as callers send them: the corpus that splits and mutations start from.</summary>
internal static class RequestHeads
{
    internal const string Chat =
        "POST /v1/chat/completions HTTP/1.1\r\nHost: edge:8080\r\nAccept: application/json\r\nContent-Type: application/json\r\n"
        + "User-Agent: OpenAI/Python 1.0\r\nAuthorization: Bearer sk-1\r\nContent-Length: 19\r\n\r\n";

    internal static readonly string[] Good =
    [
        Chat,
        Chat + "{\"model\":\"m\",\"x\":1}GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost:\r\n\r\n",
        "\r\n\r\nGET /v1/models?a=b?c HTTP/1.1\r\nhost:[::1]:80\r\nConnection: Close\r\n\r\n",
        "POST /v1/embeddings HTTP/1.0\r\nContent-Length: 007\r\n\r\n1234567",
        "PUT /a HTTP/1.0\r\nHost: e\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
        "POST /v1/messages?beta=true HTTP/1.1\r\nHost: a.b\r\nTransfer-Encoding: Chunked\r\nExpect: 100-Continue\r\n\r\n",
        "POST http://edge:80/v1/x?y HTTP/1.1\r\nHost: edge\r\nContent-Length: 4611686018427387904\r\n\r\n",
        "GET https://edge HTTP/1.1\r\nHost: edge:443\r\n\r\n",
        "GET http://edge/%41 HTTP/1.1\r\nHost: edge\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: e\r\n\r\n",
        "CONNECT e:80 HTTP/1.1\r\nHost: e:80\r\n\r\n",
        "get /v1/a%zz#b|\"<>\\ HTTP/1.1\r\nHost: e\r\nX-Empty:\r\nX-Space: \t \r\nX-High: \xFF\x80 a\tb \t\r\nX:\t1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: e\r\nConnection: ,, X-A ,\tx-b, a b\r\nX-A: 1\r\nX-B: 2\r\nx-a: 3\r\nconnection: host, X-C\r\nX-C: 4\r\nX-D: 5\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: e\r\nExpect: 200-ok\r\nUpgrade: websocket\r\nCookie: a\r\nX-Forwarded-For: 1\r\nConnection: upgrade\r\n\r\n",
    ];

    /// <summary>What heads are changed with.</summary>
    internal static readonly string[] Splinters =
    [
        "\r\n", "\n", "\r", "\r\n\r\n", " ", "\t", ":", ";", ",", "0", "5", "\0", "\x7F", "\xFF", "+", "-", "%00", "?", "#", "/", "/..", "@", "[", "]",
        "close", "chunked", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "http://edge", "https://", "Host: e\r\n", "Host: edge:80\r\n", "Content-Length: 5\r\n",
        "content-length:3\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "Connection: keep-alive, host, x-a\r\n", "X-A: b\r\n",
        "Expect: 100-continue\r\n", " folded\r\n", "GET / HTTP/1.1\r\n", "POST ",
    ];

    /// <summary>One head for each way to be refused, the status and the words.</summary>
    internal static readonly (string Head, int Status, string Flaw)[] Refused =
    [
        ("POST\t/ HTTP/1.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.Line),
        ("GET / HTTP/1.1 \r\nHost: e\r\n\r\n", 400, RequestFlaw.Line),
        ("GET / HTTP/1.10\r\nHost: e\r\n\r\n", 400, RequestFlaw.Line),
        ("GET / http/1.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.Line),
        ("GET / HTTP/x.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.Line),
        ("GET / HTTP/1-1\r\nHost: e\r\n\r\n", 400, RequestFlaw.Line),
        ("GET /\r\nHost: e\r\n\r\n", 400, RequestFlaw.Line),
        ("GET HTTP/1.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.Line),
        ("G@T / HTTP/1.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.Line),
        (" GET / HTTP/1.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.Line),
        ("\x16\x03\x01", 400, RequestFlaw.Line),
        ("GET / HTTP/1.2\r\nHost: e\r\n\r\n", 505, RequestFlaw.Version),
        ("GET / HTTP/0.1\r\nHost: e\r\n\r\n", 505, RequestFlaw.Version),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, RequestFlaw.Version),
        ("GET  / HTTP/1.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.Target),
        ("GET /a b HTTP/1.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.Target),
        ("GET /a\tb HTTP/1.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.Target),
        ("GET /\xE4 HTTP/1.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.Target),
        ("GET /a%00 HTTP/1.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.Target),
        ("GET / HTTP/1.1\nHost: e\r\n\r\n", 400, RequestFlaw.LineEnd),
        ("\nGET / HTTP/1.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.LineEnd),
        ("\rGET / HTTP/1.1\r\nHost: e\r\n\r\n", 400, RequestFlaw.LineEnd),
        ("GET / HTTP/1.1\r\r\nHost: e\r\n\r\n", 400, RequestFlaw.LineEnd),
        ("GET / HTTP/1.1\r\nHost: e\nX: y\r\n\r\n", 400, RequestFlaw.LineEnd),
        ("GET / HTTP/1.1\r\nHost: e\r\nX: a\rb\r\n\r\n", 400, RequestFlaw.LineEnd),
        ("GET / HTTP/1.1\r\nHost: e\r\n\n", 400, RequestFlaw.LineEnd),
        ("GET / HTTP/1.1\r\nHost: e\r\n\r \n", 400, RequestFlaw.LineEnd),
        ("GET / HTTP/1.1\r\nHost: e\r\n folded\r\n\r\n", 400, RequestFlaw.Folded),
        ("GET / HTTP/1.1\r\n\tX: a\r\nHost: e\r\n\r\n", 400, RequestFlaw.Folded),
        ("GET / HTTP/1.1\r\nHost : e\r\n\r\n", 400, RequestFlaw.Field),
        ("GET / HTTP/1.1\r\nHost: e\r\n: x\r\n\r\n", 400, RequestFlaw.Field),
        ("GET / HTTP/1.1\r\nHost: e\r\nX\r\n\r\n", 400, RequestFlaw.Field),
        ("GET / HTTP/1.1\r\nHost: e\r\nX@: x\r\n\r\n", 400, RequestFlaw.Field),
        ("GET / HTTP/1.1\r\nHost: e\r\nX\xE4: x\r\n\r\n", 400, RequestFlaw.Field),
        ("GET / HTTP/1.1\r\nHost: e\r\nX: a\0b\r\n\r\n", 400, RequestFlaw.Field),
        ("GET / HTTP/1.1\r\nHost: e\r\nX: \x7F\r\n\r\n", 400, RequestFlaw.Field),
        ("GET / HTTP/1.1\r\nX: y\r\n\r\n", 400, RequestFlaw.Host),
        ("GET / HTTP/1.1\r\nHost: e\r\nHost: e\r\n\r\n", 400, RequestFlaw.Host),
        ("GET / HTTP/1.0\r\nHost: a b\r\n\r\n", 400, RequestFlaw.Host),
        ("GET http://other/ HTTP/1.1\r\nHost: edge\r\n\r\n", 400, RequestFlaw.Host),
        ("GET http://edge:443/ HTTP/1.1\r\nHost: edge\r\n\r\n", 400, RequestFlaw.Host),
        ("POST / HTTP/1.1\r\nHost: e\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n", 400, RequestFlaw.Framing),
        ("POST / HTTP/1.1\r\nHost: e\r\nContent-Length: 3,3\r\n\r\n", 400, RequestFlaw.Framing),
        ("POST / HTTP/1.1\r\nHost: e\r\nContent-Length: +3\r\n\r\n", 400, RequestFlaw.Framing),
        ("POST / HTTP/1.1\r\nHost: e\r\nContent-Length:\r\n\r\n", 400, RequestFlaw.Framing),
        ("POST / HTTP/1.1\r\nHost: e\r\nContent-Length: 4611686018427387905\r\n\r\n", 400, RequestFlaw.Framing),
        ("POST / HTTP/1.1\r\nHost: e\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400, RequestFlaw.Framing),
        ("POST / HTTP/1.1\r\nHost: e\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400, RequestFlaw.Framing),
        ("POST / HTTP/1.1\r\nHost: e\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 400, RequestFlaw.Framing),
        ("POST / HTTP/1.1\r\nHost: e\r\nTransfer-Encoding: ,chunked\r\n\r\n", 400, RequestFlaw.Framing),
        ("POST / HTTP/1.0\r\nHost: e\r\nTransfer-Encoding: chunked\r\n\r\n", 400, RequestFlaw.Framing),
        ("POST / HTTP/1.0\r\n\r\n", 400, RequestFlaw.NoLength),
    ];
}
