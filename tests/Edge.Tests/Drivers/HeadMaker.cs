using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Edge.Tests.Drivers;

/// <summary>Makes heads that are good HTTP, once as bytes and once as Kestrel hands them over.</summary>
internal sealed class HeadMaker(Random random)
{
    private static readonly string[] Paths =
    [
        "/v1/chat/completions", "/v1/responses", "/v1/messages", "/inference/v1/embeddings", "/openai/v1/models/a", "/v1/models", "/v1/../x", "/v2", "/",
        "/v1/a%2Fb", "/v1/files/1", "/v1/x/cancel",
    ];

    private static readonly string[] Queries = ["", "?", "?a=b", "?a=%20?b"];

    private static readonly (string Name, string[] Values)[] Fields =
    [
        ("Authorization", ["Bearer k1", "bearer  k1 ", "Basic k1", "Digest k1", "k1", "", "Bearer k2"]),
        ("x-api-key", ["k1", "", "k2"]),
        ("api-key", ["k1", "", "k2"]),
        ("Content-Type", ["application/json", "Application/Vnd.Api+Json; charset=utf-8", "application/json ;x", "", "+json", "json"]),
        ("Content-Type", ["application/json", "text/plain", "multipart/form-data", "application/json\u00a0"]),
        ("Content-Encoding", ["identity", "", "gzip", "Identity"]),
        ("Upgrade", ["h2c", "websocket", "h2c, WebSocket/13", ""]),
        ("Connection", ["close", "keep-alive, x-named", "X-NAMED , user-agent", "x named", ""]),
        ("X-Named", ["1", "2"]),
        ("User-Agent", ["Python", "a\tb \u00ff"]),
        ("X-Upstream-Token", ["theirs"]),
        ("x-request-id", ["sane-1", "not sane", "", "\u00e4"]),
        ("X-Forwarded-For", ["1.2.3.4", "5.6.7.8, 9.9.9.9", ""]),
        ("X-Forwarded-Proto", ["https", ""]),
        ("X-Forwarded-Host", ["api.test", ""]),
        ("Forwarded", ["for=1.2.3.4", "", "for=\"[::1]\";proto=https"]),
        ("X-Forwarded-Port", ["1"]),
        ("X-Real-IP", ["1"]),
        ("Expect", ["100-continue"]),
        ("Cookie", ["a=b"]),
        ("Origin", ["http://a"]),
        ("Accept-Encoding", ["gzip"]),
        ("Access-Control-Request-Method", ["POST"]),
        ("cf-aig-authorization", ["secret"]),
        ("TE", ["trailers"]),
        ("Keep-Alive", ["1"]),
        ("X-Stainless-Lang", ["python", ""]),
        ("anthropic-version", ["2023-06-01"]),
        ("Accept", ["*/*", "application/json"]),
    ];

    internal (byte[] Head, HttpRequestFeature Request) Next()
    {
        string path = Pick(Paths), query = Pick(Queries), host = Pick(["edge", "edge:8080", "[::1]", ""]);
        bool absolute = random.Next(8) == 0 && host.StartsWith("edge", StringComparison.Ordinal) && !path.Contains('%') && !path.Contains("/.");
        var request = new HttpRequestFeature
        {
            Method = Pick(["POST", "POST", "GET", "DELETE", "get"]),
            RawTarget = (absolute ? "http://" + host : "") + path + query,
            Path = path,
            QueryString = query,
            Scheme = Pick(["http", "https"]),
        };
        var lines = new List<string>();
        Add("Host", host);
        for (int i = random.Next(9); i > 0; i--)
        {
            (string name, string[] values) = Fields[random.Next(Fields.Length)];
            string value = Pick(values);
            if (name.Contains("Forwarded", StringComparison.Ordinal) && random.Next(6) == 0)
                value = value.PadRight(random.Next(1000, 1050), '1');
            Add(Spell(name), value);
        }
        if (random.Next(3) == 0)
            Add("Transfer-Encoding", "chunked");
        else
            Add("Content-Length", "7");
        string head = $"{request.Method} {request.RawTarget} HTTP/1.1\r\n{string.Concat(lines)}\r\n";
        return (Encoding.Latin1.GetBytes(head), request);

        void Add(string name, string value)
        {
            request.Headers[name] = StringValues.Concat(request.Headers[name], value.Trim(' ', '\t'));
            string line = $"{name}:{Pick([" ", " ", " ", "", "\t", "  "])}{value}{Pick(["", "", "", " ", "\t"])}\r\n";
            lines.Add(line);
        }
    }

    private string Spell(string name) => random.Next(4) switch
    {
        0 => name.ToUpperInvariant(),
        1 => name.ToLowerInvariant(),
        _ => name,
    };

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
