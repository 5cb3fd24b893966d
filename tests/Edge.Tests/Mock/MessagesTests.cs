using System.Net;
using System.Text.Json;

namespace Edge.Tests.Mock;

public sealed class MessagesTests
{
    private const string Path = "/v1/messages";

    [Fact]
    public async Task An_answer_has_the_shape_of_a_message()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync(Path, """{"model":"c","max_tokens":100,"system":"abcd","messages":[{"role":"user","content":"hi"}]}""");
        answer.GetProperty("type").GetString().ShouldBe("message");
        answer.GetProperty("role").GetString().ShouldBe("assistant");
        answer.GetProperty("model").GetString().ShouldBe("c");
        answer.GetProperty("stop_reason").GetString().ShouldBe("end_turn");
        answer.GetProperty("content")[0].GetProperty("text").GetString()!.Split(' ').Length.ShouldBe(8);
        answer.GetProperty("usage").GetProperty("input_tokens").GetInt32().ShouldBe(3);
        answer.GetProperty("usage").GetProperty("output_tokens").GetInt32().ShouldBe(8);
    }

    [Fact]
    public async Task A_stream_goes_through_the_events_in_order()
    {
        await using MockHost host = await MockHost.StartAsync();
        IReadOnlyList<MockEvent> events = await host.EventsAsync(Path, """{"model":"c","max_tokens":3,"stream":true,"messages":[]}""");
        events.Select(e => e.Name).ShouldBe(
        [
            "message_start", "content_block_start", "ping", "content_block_delta", "content_block_delta", "content_block_delta",
            "content_block_stop", "message_delta", "message_stop",
        ]);
        events.ShouldAllBe(e => e.Json.GetProperty("type").GetString() == e.Name);
        events[0].Json.GetProperty("message").GetProperty("stop_reason").ValueKind.ShouldBe(JsonValueKind.Null);
        events[7].Json.GetProperty("delta").GetProperty("stop_reason").GetString().ShouldBe("max_tokens");
        events[7].Json.GetProperty("usage").GetProperty("output_tokens").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_tool_use_comes_whole_or_in_pieces()
    {
        await using MockHost host = await MockHost.StartAsync();
        const string Request = """{"model":"c","max_tokens":9,"messages":[],"tool_choice":{"type":"any"},"tools":[{"name":"f","input_schema":{"properties":{"a":{"type":"integer"}}}}]""";
        JsonElement answer = await host.JsonAsync(Path, Request + "}");
        answer.GetProperty("stop_reason").GetString().ShouldBe("tool_use");
        answer.GetProperty("content")[0].GetProperty("input").GetProperty("a").GetInt32().ShouldBe(1);
        IReadOnlyList<MockEvent> events = await host.EventsAsync(Path, Request + ",\"stream\":true}");
        string.Concat(events.Where(e => e.Name == "content_block_delta").Select(e => e.Json.GetProperty("delta").GetProperty("partial_json").GetString()))
            .ShouldBe("""{"a":1}""");
    }

    [Fact]
    public async Task Errors_have_the_shape_of_this_call()
    {
        await using MockHost host = await MockHost.StartAsync(MockHost.Fast with { Key = "K" });
        using HttpResponseMessage response = await host.PostAsync(Path, "{}");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        JsonElement error = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        error.GetProperty("type").GetString().ShouldBe("error");
        error.GetProperty("error").GetProperty("type").GetString().ShouldBe("authentication_error");
        (await host.PostAsync(Path, """{"model":"c"}""", ("x-api-key", "K"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
