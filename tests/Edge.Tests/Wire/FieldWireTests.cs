using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>Which header fields pass, in both directions (docs/specs/openai.md, "Upstream").</summary>
public sealed class FieldWireTests
{
    [DriverTheory]
    [InlineData("Keep-Alive: timeout=5")]
    [InlineData("Proxy-Connection: keep-alive")]
    [InlineData("TE: trailers")]
    [InlineData("Trailer: X-Sum")]
    [InlineData("Upgrade: h2c")]
    [InlineData("HTTP2-Settings: AAMAAABkAAQAAP__")]
    [InlineData("Proxy-Authorization: Basic c2VjcmV0")]
    [InlineData("Connection: x-hop, x-jump\r\nX-Jump: 1\r\nX-Hop: 1")]
    [InlineData("Authorization: Bearer secret")]
    [InlineData("x-api-key: secret")]
    [InlineData("api-key: secret")]
    [InlineData("Cookie: secret=1")]
    [InlineData("cf-aig-authorization: Bearer secret")]
    [InlineData("X-Real-IP: 1.2.3.4")]
    [InlineData("X-Forwarded-Port: 99")]
    public async Task What_is_for_this_hop_or_secret_stays_behind(string field)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        string request = (await edge.RelayAsync(WireEdge.Post(fields: field + "\r\nX-Kept: 1\r\n"))).Request;
        request.ShouldContain("\r\nX-Kept: 1\r\n");
        foreach (string line in field.Split("\r\n"))
            request.ShouldNotContain("\r\n" + line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)], Case.Insensitive);
        request.ShouldNotContain("secret");
    }

    [DriverFact]
    public async Task The_credentials_of_the_deployment_take_the_place_of_the_callers()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Auth = new UpstreamAuthConfig("Authorization", "Bearer upstream") });
        string request = (await edge.RelayAsync(WireEdge.Post(fields: "Authorization: Bearer secret\r\nAccept-Encoding: gzip\r\n"))).Request;
        Lines(request, "Authorization").ShouldBe(["Authorization: Bearer upstream"]);
        Lines(request, "Accept-Encoding").ShouldBe(["Accept-Encoding: identity"]);
        Lines(request, "Host").Count.ShouldBe(1);
        Lines(request, "Content-Length").Count.ShouldBe(1);
    }

    [DriverTheory]
    [InlineData("Keep-Alive: timeout=5")]
    [InlineData("Connection: x-hop\r\nX-Hop: 1")]
    [InlineData("Proxy-Connection: keep-alive")]
    [InlineData("Proxy-Authenticate: Basic")]
    [InlineData("Trailer: X-Sum")]
    [InlineData("Upgrade: h2c")]
    [InlineData("TE: trailers")]
    [InlineData("Alt-Svc: h3=\":443\"")]
    [InlineData("Set-Cookie: a=1")]
    [InlineData("Strict-Transport-Security: max-age=1")]
    [InlineData("Access-Control-Allow-Origin: *")]
    [InlineData("access-control-allow-credentials: true")]
    public async Task What_a_replica_says_of_its_own_connection_or_host_stays_behind(string field)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        string answer = (await edge.RelayAsync(WireEdge.Post(), $"HTTP/1.1 200 OK\r\n{field}\r\nX-Kept: 1\r\nContent-Length: 2\r\n\r\nok")).Answer;
        answer.ShouldContain("\r\nX-Kept: 1\r\n");
        foreach (string line in field.Split("\r\n"))
            answer.ShouldNotContain("\r\n" + line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)], Case.Insensitive);
    }

    [DriverFact]
    public async Task What_a_replica_says_of_its_answer_is_relayed()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        string[] fields =
        [
            "Content-Type: text/plain", "Retry-After: 7", "WWW-Authenticate: Bearer realm=\"x\"", "openai-processing-ms: 5", "X-RateLimit-Limit-Requests: 9",
            "Server: uvicorn", "Date: Thu, 01 Jan 1970 00:00:00 GMT", "Content-Encoding: br", "Location: /elsewhere", "Vary: Origin", "X-Empty: ",
        ];
        string answer = (await edge.RelayAsync(WireEdge.Post(), $"HTTP/1.1 429 Too Many Requests\r\n{string.Join("\r\n", fields)}\r\nContent-Length: 2\r\n\r\nno")).Answer;
        answer.ShouldStartWith("HTTP/1.1 429 Too Many Requests\r\n");
        foreach (string field in fields)
            Lines(answer, field[..field.IndexOf(':', StringComparison.Ordinal)]).ShouldBe([field]);
    }

    [DriverFact]
    public async Task Fields_that_are_sent_twice_keep_their_number_and_order()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        (string request, _, string answer, _) = await edge.RelayAsync(
            WireEdge.Post(fields: "X-Dup: b\r\nX-Other: 1\r\nX-Dup: a, c\r\nx-dup: b\r\n"),
            "HTTP/1.1 200 OK\r\nX-Dup: 2\r\nVary: a\r\nX-Dup: 1, 3\r\nVary: b\r\nContent-Length: 2\r\n\r\nok");
        // Kestrel gives them all the first one's spelling, which means the same.
        Lines(request, "X-Dup").ShouldBe(["X-Dup: b", "X-Dup: a, c", "x-dup: b"], StringComparer.OrdinalIgnoreCase);
        Lines(answer, "X-Dup").ShouldBe(["X-Dup: 2", "X-Dup: 1, 3"]);
        Lines(answer, "Vary").ShouldBe(["Vary: a", "Vary: b"]);
    }

    [DriverFact]
    public async Task Bytes_above_ASCII_in_values_survive_both_ways()
    {
        const string Field = "X-Latin: caf\u00e9 \u0080\u00a0\u00ff\ttab";
        await using WireEdge edge = await WireEdge.StartAsync();
        (string request, _, string answer, _) = await edge.RelayAsync(
            WireEdge.Post(fields: Field + "\r\n"), $"HTTP/1.1 200 OK\r\n{Field}\r\nContent-Length: 2\r\n\r\nok");
        Lines(request, "X-Latin").ShouldBe([Field]);
        Lines(answer, "X-Latin").ShouldBe([Field]);
    }

    [DriverFact]
    public async Task A_request_id_of_the_replica_comes_back_beside_ours()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        string answer = (await edge.RelayAsync(
            WireEdge.Post(fields: "x-request-id: mine\r\n"), "HTTP/1.1 200 OK\r\nX-REQUEST-ID: theirs\r\nContent-Length: 2\r\n\r\nok")).Answer;
        Lines(answer, "x-request-id").ShouldBe(["x-request-id: mine"]);
        Lines(answer, "x-upstream-request-id").ShouldBe(["x-upstream-request-id: theirs"]);
    }

    /// <summary>The lines of the field <paramref name="name"/> in a head, in their order.</summary>
    internal static IReadOnlyList<string> Lines(string head, string name) =>
        [.. head.Split("\r\n").Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))];
}
