using System.Net;
using System.Text;
using System.Text.Json;
using Edge.Mock.Wire;

namespace Edge.Tests.Mock;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("/v1/unknown", "{}", 404, "invalid_request_error", "unknown_url")]
    [InlineData("/v1/chat/completions", "no json", 400, "invalid_request_error", null)]
    [InlineData("/v1/chat/completions", "[]", 400, "invalid_request_error", null)]
    [InlineData("/v1/chat/completions", "", 400, "invalid_request_error", null)]
    [InlineData("/v1/chat/completions", "{}", 400, "invalid_request_error", null)]
    [InlineData("/v1/chat/completions", "{\"model\":5}", 400, "invalid_request_error", null)]
    [InlineData("/v1/chat/completions", "{\"model\":\"\\ud800\"}", 400, "invalid_request_error", null)]
    [InlineData("/v1/chat/completions", "{\"model\":\"c\"}", 404, "invalid_request_error", "model_not_found")]
    public async Task Errors_have_four_keys(string path, string body, int status, string type, string? code)
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Models = ["a", "b"] });
        using HttpResponseMessage response = await host.PostAsync(path, body);
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        JsonElement error = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("error");
        error.EnumerateObject().Select(member => member.Name).ShouldBe(["type", "message", "param", "code"]);
        error.GetProperty("type").GetString().ShouldBe(type);
        error.GetProperty("code").GetString().ShouldBe(code);
        host.Counters.Completed.ShouldBe(1);
    }

    [Fact]
    public async Task The_wrong_method_is_refused()
    {
        await using MockHost host = await MockHost.StartAsync();
        (await host.Client.GetAsync(host.Url("/v1/chat/completions"))).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await host.PostAsync("/v1/models", "{}")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await host.PostAsync("/mock/stats", "{}")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData(null, null, 401)]
    [InlineData("authorization", "Bearer wrong", 401)]
    [InlineData("authorization", "Basic K", 401)]
    [InlineData("authorization", "Bearer K", 200)]
    [InlineData("authorization", "bearer K", 200)]
    [InlineData("x-api-key", "K", 200)]
    public async Task A_key_is_asked_for(string? name, string? value, int status)
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Key = "K" });
        (string, string)[] headers = name is null ? [] : [(name, value!)];
        using HttpResponseMessage response = await host.PostAsync("/v1/chat/completions", """{"model":"m"}""", headers);
        ((int)response.StatusCode).ShouldBe(status);
        string text = await response.Content.ReadAsStringAsync();
        text.Contains("invalid_api_key", StringComparison.Ordinal).ShouldBe(status == 401);
    }

    [Theory]
    [InlineData("x-mock-fault", "nonsense")]
    [InlineData("x-mock-tokens", "some")]
    public async Task A_field_that_makes_no_sense_is_answered_with_why(string name, string value)
    {
        await using MockHost host = await MockHost.StartAsync();
        using HttpResponseMessage response = await host.PostAsync("/v1/chat/completions", """{"model":"m"}""", (name, value));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.GetValues("x-mock-error").Single().ShouldContain(value == "nonsense" ? value : name);
    }

    [Fact]
    public async Task A_body_too_large_to_keep_is_answered_by_its_beginning()
    {
        await using MockHost host = await MockHost.StartAsync();
        var body = new StringBuilder("""{"stream":false,"nested":{"model":"no"},"model":"big","messages":[{"role":"user","content":" """);
        body.Append('x', MockBody.KeepBytes).Append("\"}]}");
        JsonElement answer = await host.JsonAsync("/v1/chat/completions", body.ToString());
        answer.GetProperty("model").GetString().ShouldBe("big");
        host.Last.BodyBytes.ShouldBe(body.Length);
    }

    [Fact]
    public async Task A_large_body_that_is_no_json_is_refused()
    {
        await using MockHost host = await MockHost.StartAsync();
        using HttpResponseMessage response = await host.PostAsync("/v1/chat/completions", new string('x', MockBody.KeepBytes + 1));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
