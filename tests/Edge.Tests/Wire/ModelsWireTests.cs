using System.Text.Json;

namespace Edge.Tests.Wire;

/// <summary>The list of models and its entries (docs/specs/openai.md, "Models").</summary>
public sealed class ModelsWireTests
{
    [DriverFact]
    public async Task The_list_holds_every_name_the_key_may_say_and_no_other()
    {
        await using WireEdge edge = await WireFleet.StartAsync();
        (string head, string body) = await edge.AskAsync(WireEdge.Get("/v1/models", WireFleet.Alpha));
        head.ShouldStartWith("HTTP/1.1 200 OK\r\n");
        head.ShouldContain("\r\nContent-Type: application/json\r\n");
        head.ShouldContain("\r\nx-request-id: req_");
        using var list = JsonDocument.Parse(body);
        list.RootElement.GetProperty("object").GetString().ShouldBe("list");
        JsonElement[] entries = [.. list.RootElement.GetProperty("data").EnumerateArray()];
        entries.Select(entry => entry.GetProperty("id").GetString()).ShouldBe(
        [
            "nice", "accounts/default/routers/r", "accounts/other/routers/shared",
            "gpt-4o", "org/model 7", "accounts/default/deployments/m",
        ]);
        foreach (JsonElement entry in entries)
        {
            entry.EnumerateObject().Select(member => member.Name).ShouldBe(["id", "object", "created", "owned_by"]);
            entry.GetProperty("object").GetString().ShouldBe("model");
            entry.GetProperty("created").GetInt64().ShouldBeGreaterThan(0);
            entry.GetProperty("owned_by").GetString().ShouldBe(entry.GetProperty("id").GetString()!.Contains("other", StringComparison.Ordinal) ? "other" : "default");
        }
    }

    [DriverTheory]
    [InlineData("/v1/models/accounts/default/deployments/m", "accounts/default/deployments/m")]
    [InlineData("/v1/models/accounts%2Fdefault%2fdeployments%2Fm", "accounts/default/deployments/m")]
    [InlineData("/inference/v1/models/accounts/other/routers/shared", "accounts/other/routers/shared")]
    [InlineData("/openai/v1/models/gpt-4o?x=1", "gpt-4o")]
    [InlineData("/v1/models/org%2Fmodel%207", "org/model 7")]
    [InlineData("/v1/models/r", "r")]
    public async Task One_model_is_found_by_any_of_its_names(string path, string id)
    {
        await using WireEdge edge = await WireFleet.StartAsync();
        (string head, string body) = await edge.AskAsync(WireEdge.Get(path, WireFleet.Alpha));
        head.ShouldStartWith("HTTP/1.1 200 OK\r\n");
        using var entry = JsonDocument.Parse(body);
        entry.RootElement.GetProperty("id").GetString().ShouldBe(id);
        entry.RootElement.GetProperty("object").GetString().ShouldBe("model");
    }

    [DriverTheory]
    [InlineData("/v1/models/nonsense")]
    [InlineData("/v1/models/")]
    [InlineData("/v1/models/accounts/other/routers/private")]
    [InlineData("/v1/models/other%2Ftheirs")]
    [InlineData("/v1/models/%FF%FE")]
    public async Task What_the_key_may_not_call_does_not_exist(string path)
    {
        await using WireEdge edge = await WireFleet.StartAsync();
        (string head, string body) = await edge.AskAsync(WireEdge.Get(path, WireFleet.Alpha));
        head.ShouldStartWith("HTTP/1.1 404 Not Found\r\n");
        WireError.Of(body).ShouldBe(("invalid_request_error", "model_not_found", "model"));
    }

    [DriverTheory]
    [InlineData("/v1/models", "200 OK")]
    [InlineData("/v1/models/m", "200 OK")]
    [InlineData("/v1/models/nonsense", "404 Not Found")]
    [InlineData("/v1/nonsense", "405 Method Not Allowed")]
    [InlineData("/nonsense", "404 Not Found")]
    public async Task HEAD_is_answered_like_GET_without_the_body(string path, string status)
    {
        await using WireEdge edge = await WireFleet.StartAsync();
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Get(path, WireFleet.Alpha, "HEAD") + WireEdge.Get("/livez"));
        string head = await client.ReceiveHeadAsync();
        head.ShouldStartWith($"HTTP/1.1 {status}\r\n");
        head.ShouldContain("\r\nx-request-id: req_");
        (await client.ReceiveMessageAsync()).Body.ShouldBe("ok\n");
    }
}
