using System.Text;

namespace Edge.Tests.Wire;

/// <summary>Makes what callers send: valid requests, one behind the other, some of them broken; the same seed breaks them the same way.</summary>
internal sealed class TwinRequests(Random random)
{
    private const string Body = WireEdge.Body;

    /// <summary>
    /// What ends every connection: a request that shows whether it is alive and in step, then bytes that no part of HTTP begins with.
    /// </summary>
    internal static readonly string End =
        $"POST /v1/embeddings HTTP/1.1\r\nHost: end\r\nx-request-id: end\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"
        + new string('\0', 64) + "\r\n\r\n";

    private static readonly string[] Seeds =
    [
        WireEdge.Post(),
        WireEdge.Post(fields: "X-Dup: b\r\nUser-Agent: x/1 (y; z)\r\nX-Dup: a, c\r\nAccept: */*\r\n"
            + "x-dup: b\r\nCookie: a=b\r\nConnection: x-hop, keep-alive\r\nX-Hop: 1\r\n"),
        WireEdge.Post(path: "/v1/responses?a=%20b&c", fields: "Authorization: Bearer x\r\nX-Forwarded-For: 1.2.3.4\r\n"
            + "Forwarded: for=1\r\nX-Empty:\r\nX-Space: \t a b \t\r\n"),
        WireEdge.Post(path: "/v1/messages", fields: "x-api-key: k\r\nanthropic-version: 1\r\nX-Latin: caf\u00e9 \u00ff\r\n"
            + "x-request-id: mine-1\r\nTE: trailers\r\n"),
        WireEdge.Post("""{"messages":[{"model":"no","content":"\u00e9\ud83d\ude00 and"}],"stream":true,"model":"m"}""",
            fields: "Content-Encoding: identity\r\n"),
        WireEdge.Post("""{"model":"nobody"}"""),
        WireEdge.Post("""{"x":1}""", fields: "X-A: 1\r\n"),
        WireEdge.Post(path: "/v1/completions", fields: "Expect: 100-continue\r\nTransfer: chunked\r\n"),
        WireEdge.Post(path: "http://edge/v1/embeddings"),
        WireEdge.Post(fields: "Connection: close\r\n"),
        WireEdge.Post(fields: "X-Hop: 1\r\nConnection: x-other, X-HOP\r\nX-Kept: 1\r\n"),
        WireEdge.Post(fields: "Upgrade: h2c\r\nConnection: upgrade\r\n"),
        Chunked("13", Body, "", ""),
        Chunked("0013;a=b;c=\"d\"", Body, ";last", "X-Sum: 1\r\nContent-Length: 3\r\n"),
        "POST /v1/embeddings HTTP/1.1\r\nHost: edge\r\nTransfer-Encoding: Chunked\r\nTrailer: x\r\nExpect: 100-continue\r\n\r\n"
            + "d\r\n{\"model\":\"m\",\r\n6 ;x\r\n\"x\":1}\r\n0\r\n\r\n",
        $"POST /v1/chat/completions HTTP/1.0\r\nContent-Length: {Body.Length}\r\n\r\n{Body}",
        $"POST /v1/chat/completions HTTP/1.0\r\nHost: e\r\nConnection: keep-alive\r\nContent-Length: {Body.Length}\r\n\r\n{Body}",
        "\r\n" + WireEdge.Get("/v1/models/nobody"),
        WireEdge.Get("/livez", "Content-Length: 0\r\n"),
        WireEdge.Get("/v1/chat/completions"),
        WireEdge.Get("/v1/nonsense", "Content-Length: 3\r\n", "PUT") + "abc",
    ];

    private static readonly string[] Splinters =
    [
        "0\r\n\r\n", "%00", "?", "#", "/", "@", "http://e", "POST ", "Host: e\r\n", "Content-Type: text/plain\r\n", "Content-Encoding: gzip\r\n",
        "Expect: 100-continue\r\n", "X-Content-Length: 1\r\n", "Upgrade: websocket\r\n", "x-request-id: other\r\n",
    ];
    private readonly TwinMutations _mutations = new(random, Splinters);

    /// <summary>What is sent on one connection: <paramref name="count"/> requests.</summary>
    internal string Next(out int count)
    {
        var all = new StringBuilder();
        count = random.Next(2, 5);
        for (int i = 1; i < count; i++)
        {
            string request = Seeds[random.Next(Seeds.Length)];
            all.Append(random.Next(2) == 0 ? _mutations.Next(request) : request);
        }
        return all.Append(End).ToString();
    }

    private static string Chunked(string size, string data, string extension, string trailers) =>
        $"POST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        + $"{size}\r\n{data}\r\n0{extension}\r\n{trailers}\r\n";
}
