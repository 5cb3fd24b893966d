namespace Edge.Tests.Wire;

/// <summary>Calls from browsers: refused unless their origin is listed.</summary>
public sealed class CorsWireTests
{
    private const string Preflight =
        "Origin: https://app.test\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization,content-type\r\n";

    [DriverFact]
    public async Task Browsers_may_not_call_by_default()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        (string head, _) = await edge.AskAsync(WireEdge.Get("/v1/chat/completions", Preflight, "OPTIONS"));
        head.ShouldStartWith("HTTP/1.1 405 ");
        head.ShouldNotContain("Access-Control", Case.Insensitive);
        (await edge.RelayAsync(WireEdge.Post(fields: "Origin: https://app.test\r\n"))).Answer.ShouldNotContain("Access-Control", Case.Insensitive);
    }

    [DriverTheory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/models")]
    public async Task A_preflight_of_a_listed_origin_is_allowed(string path)
    {
        await using WireEdge edge = await StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Get(path, Preflight, "OPTIONS"));
        string head = await client.ReceiveHeadAsync();
        head.ShouldStartWith("HTTP/1.1 204 No Content\r\n");
        head.ShouldContain("\r\nAccess-Control-Allow-Origin: https://app.test\r\n");
        head.ShouldContain("\r\nAccess-Control-Allow-Headers: authorization,content-type\r\n");
        head.ShouldContain("\r\nAccess-Control-Allow-Methods: GET,POST\r\n");
        head.ShouldContain("\r\nAccess-Control-Max-Age: 3600\r\n");
    }

    [DriverFact]
    public async Task A_preflight_of_another_origin_is_not_allowed()
    {
        await using WireEdge edge = await StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Get("/v1/chat/completions", Preflight.Replace("app.test", "evil.test", StringComparison.Ordinal), "OPTIONS"));
        (await client.ReceiveHeadAsync()).ShouldNotContain("Access-Control-Allow", Case.Insensitive);
    }

    [DriverFact]
    public async Task An_answer_tells_a_listed_origin_that_it_may_be_read_whatever_the_replica_says()
    {
        await using WireEdge edge = await StartAsync();
        const string Answer = "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nVary: Accept\r\nContent-Length: 2\r\n\r\nok";
        string answer = (await edge.RelayAsync(WireEdge.Post(fields: "Origin: https://app.test\r\n"), Answer)).Answer;
        FieldWireTests.Lines(answer, "Access-Control-Allow-Origin").ShouldBe(["Access-Control-Allow-Origin: https://app.test"]);
        FieldWireTests.Lines(answer, "Access-Control-Expose-Headers").Single().ShouldContain("x-request-id");
        FieldWireTests.Lines(answer, "Vary").ShouldBe(["Vary: Origin", "Vary: Accept"]);
        (await edge.RelayAsync(WireEdge.Post(fields: "Origin: https://evil.test\r\n"), Answer)).Answer.ShouldNotContain("Access-Control-Allow-Origin");
        (await edge.RelayAsync(WireEdge.Post(), Answer)).Answer.ShouldNotContain("Access-Control-Allow-Origin");
    }

    [DriverFact]
    public async Task An_error_can_be_read_by_a_listed_origin_too()
    {
        await using WireEdge edge = await StartAsync();
        foreach (string request in (string[])[WireEdge.Post("{}", fields: "Origin: https://app.test\r\n"), WireEdge.Get("/v1/models/x", "Origin: https://app.test\r\n")])
            (await edge.AskAsync(request)).Head.ShouldContain("\r\nAccess-Control-Allow-Origin: https://app.test\r\n");
    }

    private static Task<WireEdge> StartAsync() => WireEdge.ListenAsync(listen => listen with { CorsOrigins = ["https://app.test", "http://localhost:3000"] });
}
