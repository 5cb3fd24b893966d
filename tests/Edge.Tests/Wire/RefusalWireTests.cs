using System.Text.Json;
using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>Calls that Edge answers itself (docs/specs/openai.md, "Calls", "The body" and "Error body").</summary>
public sealed class RefusalWireTests
{
    [DriverTheory]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    [InlineData("/v2/chat/completions")]
    [InlineData("/metrics")]
    [InlineData("/v1/accounts")]
    [InlineData("/v1/accounts/a/deployments")]
    [InlineData("/inference/v1/accounts/a/deployments")]
    [InlineData("/v1/accounts%2Fa")]
    [InlineData("/v1/%61ccounts/a")]
    [InlineData("/v1//accounts/a")]
    [InlineData("/v1/.")]
    [InlineData("/v1/..")]
    [InlineData("/v1/chat/%2e%2e/metrics")]
    public async Task A_path_that_is_no_call_is_404_and_never_forwarded(string path)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        (string head, string body) = await edge.AskAsync(WireEdge.Post(path: path));
        head.ShouldStartWith("HTTP/1.1 404 Not Found\r\n");
        head.ShouldContain("\r\nx-request-id: req_");
        body.ShouldContain("No such call");
        edge.Upstream.HasPending.ShouldBeFalse();
    }

    [DriverFact]
    public async Task An_unknown_path_has_a_code_of_its_own()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        WireError.Of((await edge.AskAsync(WireEdge.Post(path: "/v2"))).Body).ShouldBe(("invalid_request_error", "unknown_url", null));
    }

    [DriverTheory]
    [InlineData("GET", "/v1/chat/completions", "POST")]
    [InlineData("DELETE", "/v1/embeddings", "POST")]
    [InlineData("OPTIONS", "/v1/responses", "POST")]
    [InlineData("PUT", "/v1/models", "GET, HEAD")]
    [InlineData("DELETE", "/v1/models/m", "GET, HEAD")]
    public async Task A_wrong_method_is_told_the_right_one(string method, string path, string allow)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        (string head, string body) = await edge.AskAsync(WireEdge.Get(path, method: method));
        head.ShouldStartWith("HTTP/1.1 405 Method Not Allowed\r\n");
        head.ShouldContain($"\r\nAllow: {allow}\r\n");
        head.ShouldContain("\r\nx-request-id: req_");
        WireError.Of(body).ShouldBe(("invalid_request_error", "method_not_allowed", null));
    }

    [DriverTheory]
    [InlineData("GET", "/v1/responses/resp_1")]
    [InlineData("DELETE", "/v1/responses/resp_1")]
    [InlineData("GET", "/v1/responses/resp_1/input_items?limit=2")]
    [InlineData("POST", "/v1/responses/resp_1/cancel")]
    [InlineData("GET", "/v1/chat/completions/chatcmpl-1/messages")]
    [InlineData("GET", "/v1/batches/batch_1")]
    [InlineData("POST", "/v1/batches/batch_1/cancel")]
    [InlineData("GET", "/v1/files/file_1/content")]
    public async Task A_call_that_follows_up_on_an_id_is_404(string method, string path)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        (string head, string body) = await edge.AskAsync(WireEdge.Get(path, method == "POST" ? "Content-Length: 0\r\n" : "", method));
        head.ShouldStartWith("HTTP/1.1 404 Not Found\r\n");
        WireError.Of(body).ShouldBe(("invalid_request_error", "not_found", null));
    }

    [DriverTheory]
    [InlineData("Content-Type: text/plain\r\n", "unsupported_media_type")]
    [InlineData("Content-Type: application/x-www-form-urlencoded\r\n", "unsupported_media_type")]
    [InlineData("Content-Type: multipart/form-data; boundary=x\r\n", "unsupported_media_type")]
    [InlineData("Content-Encoding: gzip\r\n", "unsupported_content_encoding")]
    [InlineData("Content-Encoding: identity, gzip\r\n", "unsupported_content_encoding")]
    public async Task A_body_that_is_no_plain_JSON_by_its_head_is_415(string fields, string code)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        (string head, string body) = await edge.AskAsync(Untyped(fields));
        head.ShouldStartWith("HTTP/1.1 415 Unsupported Media Type\r\n");
        WireError.Of(body).ShouldBe(("invalid_request_error", code, null));
        edge.Upstream.HasPending.ShouldBeFalse();
    }

    [DriverTheory]
    [InlineData("")]
    [InlineData("Content-Type: application/json; charset=utf-8\r\n")]
    [InlineData("Content-Type: Application/Vnd.Api+Json\r\n")]
    [InlineData("Content-Encoding: identity\r\n")]
    public async Task A_body_is_JSON_when_its_head_says_so_or_nothing(string fields)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        (string request, string body, _, _) = await edge.RelayAsync(Untyped(fields));
        body.ShouldBe(WireEdge.Body);
        request.ShouldContain(fields.Length > 0 ? "\r\n" + fields : "\r\n", Case.Sensitive);
        if (fields.Length == 0)
            request.ShouldNotContain("Content-Type");
    }

    [DriverFact]
    public async Task An_upgrade_to_WebSocket_is_501()
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        (string head, string body) = await edge.AskAsync(WireEdge.Get(
            "/v1/realtime?model=m", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
        head.ShouldStartWith("HTTP/1.1 501 Not Implemented\r\n");
        WireError.Of(body).ShouldBe(("server_error", "upgrade_unsupported", null));
    }

    [DriverFact]
    public async Task A_body_that_is_announced_too_large_is_413_before_it_comes()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { MaxBodyBytes = 100 });
        (string head, string body) = await edge.AskAsync("POST /v1/embeddings HTTP/1.1\r\nHost: edge\r\nContent-Length: 101\r\n\r\n");
        head.ShouldStartWith("HTTP/1.1 413 Payload Too Large\r\n");
        WireError.Of(body).ShouldBe(("invalid_request_error", "request_too_large", null));
    }

    [DriverFact]
    public async Task A_body_that_becomes_too_large_is_413_and_never_whole_upstream()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { MaxBodyBytes = 100 });
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync("POST /v1/embeddings HTTP/1.1\r\nHost: edge\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n{\"model\":\"m\",\r\n");
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveUntilAsync("{\"model\":\"m\"");
        await client.SendAsync($"58\r\n{new string(' ', 0x58)}\r\n0\r\n\r\n");
        (string head, string body) = await client.ReceiveMessageAsync();
        head.ShouldStartWith("HTTP/1.1 413 Payload Too Large\r\n");
        WireError.Of(body).ShouldBe(("invalid_request_error", "request_too_large", null));
        (await replica.ReceiveRestAsync()).ShouldNotEndWith("0\r\n\r\n");
        await edge.ExpectIdleAsync();
    }

    [DriverFact]
    public async Task A_body_of_the_largest_size_goes_through()
    {
        await using WireEdge edge = await WireEdge.ListenAsync(listen => listen with { MaxBodyBytes = 100 });
        string body = WireEdge.Body.PadLeft(100);
        (await edge.RelayAsync(WireEdge.Post(body))).RequestBody.ShouldBe(body);
    }

    [DriverTheory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"model":7}""")]
    [InlineData("""{"model":""}""")]
    [InlineData("""["model"]""")]
    [InlineData("\u00ef\u00bb\u00bf{\"model\":\"m\"}")]
    public async Task A_body_without_a_readable_model_is_400(string body)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        (string head, string error) = await edge.AskAsync(WireEdge.Post(body));
        head.ShouldStartWith("HTTP/1.1 400 Bad Request\r\n");
        WireError.Of(error).ShouldBe(("invalid_request_error", "invalid_model", "model"));
        edge.Upstream.HasPending.ShouldBeFalse();
    }

    [DriverFact]
    public async Task Zero_replicas_are_503_with_a_time_to_come_back()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Endpoints = [m.Endpoints[0] with { Replicas = 0 }] });
        (string head, string body) = await edge.AskAsync(WireEdge.Post());
        head.ShouldStartWith("HTTP/1.1 503 Service Unavailable\r\n");
        head.ShouldContain("\r\nRetry-After: 60\r\n");
        head.ShouldContain("\r\nx-request-id: req_");
        WireError.Of(body).ShouldBe(("server_error", "scaled_to_zero", null));
    }

    [DriverFact]
    public async Task A_full_queue_is_503_with_a_time_to_come_back()
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Limits = new LimitsConfig { MaxConnections = 1, MaxQueue = 0 } });
        using WireConnection first = await edge.ConnectAsync();
        await first.SendAsync(WireEdge.Post());
        using WireConnection replica = await edge.Upstream.AcceptAsync();
        await replica.ReceiveMessageAsync();
        (string head, string body) = await edge.AskAsync(WireEdge.Post());
        head.ShouldStartWith("HTTP/1.1 503 Service Unavailable\r\n");
        head.ShouldContain("\r\nRetry-After: 1\r\n");
        WireError.Of(body).ShouldBe(("server_error", "queue_full", null));
        await replica.SendAsync(WireEdge.Ok);
        (await first.ReceiveMessageAsync()).Body.ShouldBe("ok");
    }

    [DriverTheory]
    [InlineData("""{"model":"m2"}""", "HTTP/1.1 404 Not Found\r\n", "not_found_error")]
    [InlineData("{}", "HTTP/1.1 400 Bad Request\r\n", "invalid_request_error")]
    public async Task Errors_of_messages_have_the_shape_of_Anthropic(string body, string status, string type)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        foreach (string path in (string[])["/v1/messages", "/inference/v1/messages?beta=true"])
        {
            (string head, string text) = await edge.AskAsync(WireEdge.Post(body, path, "x-request-id: mine\r\n"));
            head.ShouldStartWith(status);
            head.ShouldContain("\r\nx-request-id: mine\r\n");
            JsonElement root = JsonSerializer.Deserialize<JsonElement>(text);
            root.EnumerateObject().Select(member => member.Name).ShouldBe(["type", "error", "request_id"]);
            root.GetProperty("type").GetString().ShouldBe("error");
            root.GetProperty("error").GetProperty("type").GetString().ShouldBe(type);
            root.GetProperty("error").GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
            root.GetProperty("request_id").GetString().ShouldBe("mine");
        }
    }

    [DriverTheory]
    [InlineData("""{"model":"m2"}""", "HTTP/1.1 404 Not Found\r\n", "NOT_FOUND", "model")]
    [InlineData("{}", "HTTP/1.1 400 Bad Request\r\n", "INVALID_ARGUMENT", "model")]
    [InlineData("""{"model":"m"}""", "HTTP/1.1 503 Service Unavailable\r\n", "DEPLOYMENT_SCALING_UP", null)]
    public async Task Errors_below_inference_have_the_shape_of_Fireworks(string body, string status, string code, string? param)
    {
        await using WireEdge edge = await WireEdge.StartAsync(m => m with { Endpoints = [m.Endpoints[0] with { Replicas = 0 }] });
        (string head, string text) = await edge.AskAsync(WireEdge.Post(body, "/inference/v1/chat/completions", "x-request-id: mine\r\n"));
        head.ShouldStartWith(status);
        JsonElement root = JsonSerializer.Deserialize<JsonElement>(text);
        root.GetProperty("error").EnumerateObject().Select(member => member.Name).ShouldBe(["message", "param", "code", "type"]);
        root.GetProperty("error").GetProperty("code").GetString().ShouldBe(code);
        root.GetProperty("error").GetProperty("param").GetString().ShouldBe(param);
        root.GetProperty("request_id").GetString().ShouldBe("mine");
    }

    [DriverTheory]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a\r\nx-request-id: b")]
    [InlineData("\u00e4")]
    [InlineData("")]
    [InlineData("LONG")]
    public async Task An_insane_request_id_is_replaced(string id)
    {
        await using WireEdge edge = await WireEdge.StartAsync();
        string offered = $"x-request-id: {(id == "LONG" ? new string('a', 129) : id)}\r\n";
        (string request, _, string answer, _) = await edge.RelayAsync(WireEdge.Post(fields: offered));
        string field = answer.Split("\r\n").Single(line => line.StartsWith("x-request-id:", StringComparison.OrdinalIgnoreCase));
        field.ShouldMatch("^x-request-id: req_[0-9a-f]{32}$");
        request.ShouldContain($"\r\n{field}\r\n");
        request.Split("x-request-id", StringSplitOptions.None).Length.ShouldBe(2);
    }

    private static string Untyped(string fields) =>
        $"POST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\n{fields}Content-Length: {WireEdge.Body.Length}\r\n\r\n{WireEdge.Body}";
}
