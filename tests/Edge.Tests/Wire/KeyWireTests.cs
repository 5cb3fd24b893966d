namespace Edge.Tests.Wire;

/// <summary>Keys, and what they let a caller see (docs/specs/openai.md, "Keys"; docs/specs/fireworks.md, "Accounts").</summary>
public sealed class KeyWireTests
{
    [DriverTheory]
    [InlineData("Authorization: Bearer alpha\r\n")]
    [InlineData("authorization: bearer alpha\r\n")]
    [InlineData("Authorization: Basic alpha\r\n")]
    [InlineData("x-api-key: alpha\r\n")]
    [InlineData("api-key: alpha\r\n")]
    public async Task A_key_may_be_presented_in_four_ways(string key)
    {
        await using WireEdge edge = await WireFleet.StartAsync();
        (string request, _, string answer, _) = await edge.RelayAsync(WireEdge.Post(fields: key));
        request.ShouldNotContain("alpha");
        answer.ShouldStartWith("HTTP/1.1 200 OK\r\n");
    }

    [DriverTheory]
    [InlineData("")]
    [InlineData("Authorization: Bearer wrong\r\n")]
    [InlineData("Authorization: Bearer wrong\r\nx-api-key: alpha\r\n")]
    [InlineData("Authorization: alpha\r\n")]
    [InlineData("Authorization: Digest alpha\r\n")]
    [InlineData("x-api-key: ALPHA\r\n")]
    [InlineData("api-key: wrong\r\n")]
    [InlineData("Cookie: alpha\r\n")]
    public async Task Without_a_key_or_with_a_wrong_one_the_answer_is_401(string key)
    {
        await using WireEdge edge = await WireFleet.StartAsync();
        foreach (string request in (string[])[WireEdge.Post(fields: key), WireEdge.Get("/v1/models", key), WireEdge.Get("/v1/models/m", key)])
        {
            (string head, string body) = await edge.AskAsync(request);
            head.ShouldStartWith("HTTP/1.1 401 Unauthorized\r\n");
            head.ShouldContain("\r\nWWW-Authenticate: Bearer\r\n");
            head.ShouldContain("\r\nx-request-id: req_");
            WireError.Of(body).ShouldBe(("invalid_request_error", "invalid_api_key", null));
            body.ShouldNotContain("wrong");
        }
        edge.Upstream.HasPending.ShouldBeFalse();
    }

    [DriverFact]
    public async Task A_caller_that_asks_first_is_refused_without_being_told_to_continue()
    {
        await using WireEdge edge = await WireFleet.StartAsync();
        string request = WireEdge.Post(fields: "Expect: 100-continue\r\n");
        (await edge.AskAsync(request[..^WireEdge.Body.Length])).Head.ShouldStartWith("HTTP/1.1 401 Unauthorized\r\n");
    }

    [DriverFact]
    public async Task A_wrong_key_is_refused_where_none_would_be_needed()
    {
        await using WireEdge edge = await WireFleet.StartAsync(anonymous: "default");
        (await edge.AskAsync(WireEdge.Post(fields: "x-api-key: wrong\r\n"))).Head.ShouldStartWith("HTTP/1.1 401 Unauthorized\r\n");
        (await edge.RelayAsync(WireEdge.Post())).Answer.ShouldStartWith("HTTP/1.1 200 OK\r\n");
    }

    [DriverTheory]
    [InlineData("accounts/other/routers/private")]
    [InlineData("accounts/other/deployments/theirs")]
    [InlineData("other/theirs")]
    [InlineData("theirs")]
    [InlineData("shared")]
    [InlineData("x#other/theirs")]
    public async Task What_belongs_to_others_answers_like_what_does_not_exist(string model)
    {
        await using WireEdge edge = await WireFleet.StartAsync();
        (string head, string body) = await edge.AskAsync(WireEdge.Post($$"""{"model":"{{model}}"}""", fields: WireFleet.Alpha));
        (string nonsenseHead, string nonsense) = await edge.AskAsync(WireEdge.Post("""{"model":"no such thing"}""", fields: WireFleet.Alpha));
        head.ShouldStartWith("HTTP/1.1 404 Not Found\r\n");
        body.ShouldBe(nonsense);
        Fields(head).ShouldBe(Fields(nonsenseHead));
        WireError.Of(body).ShouldBe(("invalid_request_error", "model_not_found", "model"));
        edge.Upstream.HasPending.ShouldBeFalse();

        static IEnumerable<string> Fields(string head) =>
            head.Split("\r\n").Where(line => !line.StartsWith("x-request-id:", StringComparison.Ordinal) && !line.StartsWith("Date:", StringComparison.Ordinal));
    }

    [DriverTheory]
    [InlineData("m")]
    [InlineData("r")]
    [InlineData("gpt-4o")]
    [InlineData("nice")]
    [InlineData("default/m")]
    [InlineData("accounts/default/routers/r")]
    [InlineData("accounts/default/deployments/m")]
    [InlineData("accounts/other/routers/shared")]
    public async Task Own_names_and_public_routers_work(string model)
    {
        await using WireEdge edge = await WireFleet.StartAsync();
        string body = $$"""{"model":"{{model}}"}""";
        (await edge.RelayAsync(WireEdge.Post(body, fields: WireFleet.Alpha))).RequestBody.ShouldBe(body);
    }

    [DriverFact]
    public async Task A_model_on_a_deployment_is_named_to_the_replica_by_its_last_part()
    {
        await using WireEdge edge = await WireFleet.StartAsync();
        string body = """{"model":"accounts/default/models/tuned#gpt-4o"}""";
        (await edge.RelayAsync(WireEdge.Post(body, fields: WireFleet.Alpha))).RequestBody.ShouldBe("""{"model":"tuned"}""");
    }
}
