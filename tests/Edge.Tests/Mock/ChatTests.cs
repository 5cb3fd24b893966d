using System.Text.Json;

namespace Edge.Tests.Mock;

public sealed class ChatTests
{
    private const string Path = "/v1/chat/completions";
    private const string Hi = """{"model":"m","messages":[{"role":"user","content":"hi"}]}""";
    private const string Tools = """
        [{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]
        """;

    [Fact]
    public async Task An_answer_has_the_shape_of_a_chat_completion()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync(Path, Hi);
        answer.GetProperty("object").GetString().ShouldBe("chat.completion");
        answer.GetProperty("model").GetString().ShouldBe("m");
        answer.GetProperty("id").GetString().ShouldStartWith("chatcmpl-");
        answer.GetProperty("created").GetInt64().ShouldBeGreaterThan(0);
        JsonElement choice = answer.GetProperty("choices")[0];
        choice.GetProperty("message").GetProperty("role").GetString().ShouldBe("assistant");
        choice.GetProperty("message").GetProperty("content").GetString()!.Split(' ').Length.ShouldBe(8);
        choice.GetProperty("finish_reason").GetString().ShouldBe("stop");
        JsonElement usage = answer.GetProperty("usage");
        usage.GetProperty("prompt_tokens").GetInt32().ShouldBe(2);
        usage.GetProperty("completion_tokens").GetInt32().ShouldBe(8);
        usage.GetProperty("total_tokens").GetInt32().ShouldBe(10);
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    public async Task A_limit_ends_the_answer_early(string limit)
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync(Path, Hi.Replace("{\"model\"", $"{{\"{limit}\":3,\"model\"", StringComparison.Ordinal));
        answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString().ShouldBe("length");
        answer.GetProperty("usage").GetProperty("completion_tokens").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Several_choices_differ()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement choices = (await host.JsonAsync(Path, """{"model":"m","n":3,"messages":"hi"}""")).GetProperty("choices");
        choices.EnumerateArray().Select(choice => choice.GetProperty("index").GetInt32()).ShouldBe([0, 1, 2]);
        choices.EnumerateArray().Select(choice => choice.GetProperty("message").GetProperty("content").GetString()).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_stream_says_the_same_piece_by_piece()
    {
        await using MockHost host = await MockHost.StartAsync();
        string whole = Content(await host.JsonAsync(Path, Hi));
        IReadOnlyList<MockEvent> events = await host.EventsAsync(Path, Hi.Replace("{\"model\"", "{\"stream\":true,\"model\"", StringComparison.Ordinal));
        events.Count.ShouldBe(1 + 8 + 1 + 1);
        events[^1].Data.ShouldBe("[DONE]");
        Delta(events[0]).GetProperty("role").GetString().ShouldBe("assistant");
        string.Concat(events.Take(9).Select(e => Delta(e).GetProperty("content").GetString())).ShouldBe(whole);
        events.Take(9).ShouldAllBe(e => e.Json.GetProperty("choices")[0].GetProperty("finish_reason").ValueKind == JsonValueKind.Null);
        events[9].Json.GetProperty("choices")[0].GetProperty("finish_reason").GetString().ShouldBe("stop");
        events.Take(10).ShouldAllBe(e => e.Json.GetProperty("object").GetString() == "chat.completion.chunk" && e.Json.GetProperty("model").GetString() == "m");
        events.Take(10).ShouldAllBe(e => !e.Data.Contains("usage"));
    }

    [Fact]
    public async Task A_stream_ends_with_its_usage_when_asked()
    {
        await using MockHost host = await MockHost.StartAsync();
        IReadOnlyList<MockEvent> events = await host.EventsAsync(
            Path, """{"model":"m","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hi"}]}""");
        JsonElement last = events[^2].Json;
        last.GetProperty("choices").GetArrayLength().ShouldBe(0);
        last.GetProperty("usage").GetProperty("total_tokens").GetInt32().ShouldBe(10);
        events.SkipLast(2).ShouldAllBe(e => e.Json.GetProperty("usage").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Several_choices_stream_interleaved()
    {
        await using MockHost host = await MockHost.StartAsync();
        IReadOnlyList<MockEvent> events = await host.EventsAsync(Path, """{"model":"m","n":2,"max_tokens":2,"stream":true,"messages":"hi"}""");
        events.SkipLast(1).Select(e => e.Json.GetProperty("choices")[0].GetProperty("index").GetInt32()).ShouldBe([0, 1, 0, 1, 0, 1, 0, 1]);
    }

    [Fact]
    public async Task A_required_tool_is_called()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement choice = (await host.JsonAsync(Path, $$"""{"model":"m","messages":[],"tools":{{Tools}},"tool_choice":"required"}""")).GetProperty("choices")[0];
        choice.GetProperty("finish_reason").GetString().ShouldBe("tool_calls");
        choice.GetProperty("message").GetProperty("content").ValueKind.ShouldBe(JsonValueKind.Null);
        JsonElement call = choice.GetProperty("message").GetProperty("tool_calls")[0];
        call.GetProperty("type").GetString().ShouldBe("function");
        call.GetProperty("id").GetString().ShouldStartWith("call_");
        call.GetProperty("function").GetProperty("name").GetString().ShouldBe("get_weather");
        call.GetProperty("function").GetProperty("arguments").GetString().ShouldBe("""{"city":"example city"}""");
    }

    [Fact]
    public async Task A_tool_call_streams_its_arguments()
    {
        await using MockHost host = await MockHost.StartAsync();
        IReadOnlyList<MockEvent> events = await host.EventsAsync(
            Path, $$"""{"model":"m","stream":true,"messages":[{"role":"user","content":"get_weather"}],"tools":{{Tools}}}""");
        JsonElement first = Delta(events[0]).GetProperty("tool_calls")[0];
        first.GetProperty("function").GetProperty("name").GetString().ShouldBe("get_weather");
        first.GetProperty("id").GetString().ShouldStartWith("call_");
        string arguments = string.Concat(events.SkipLast(2).Select(e => Delta(e).GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString()));
        arguments.ShouldBe("""{"city":"example city"}""");
        events[^2].Json.GetProperty("choices")[0].GetProperty("finish_reason").GetString().ShouldBe("tool_calls");
    }

    [Fact]
    public async Task Pictures_are_taken_and_cost_tokens()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync(
            Path, """{"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"what?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}""");
        Content(answer).ShouldNotBeEmpty();
        answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32().ShouldBe(1 + 2 + 85);
    }

    [Fact]
    public async Task The_answer_repeats_whatever_model_was_named()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync(Path, """{"messages":[],"\u006dodel":"accounts\/a\/models\/\u00e9"}""");
        answer.GetProperty("model").GetString().ShouldBe("accounts/a/models/é");
        host.Last.Model.ShouldBe("accounts/a/models/é");
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/completions")]
    public async Task The_user_of_a_request_comes_back_in_the_answer_and_in_each_event(string path)
    {
        await using MockHost host = await MockHost.StartAsync();
        (await host.JsonAsync(path, """{"model":"m","prompt":"a","user":"n-1é"}""")).GetProperty("user").GetString().ShouldBe("n-1é");
        IReadOnlyList<MockEvent> events = await host.EventsAsync(
            path, """{"model":"m","prompt":"a","user":"n-2","stream":true,"stream_options":{"include_usage":true}}""");
        events.SkipLast(1).ShouldAllBe(e => e.Json.GetProperty("user").GetString() == "n-2");
        (await host.JsonAsync(path, """{"model":"m","prompt":"a","user":7}""")).TryGetProperty("user", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_user_that_is_no_text_is_refused()
    {
        await using MockHost host = await MockHost.StartAsync();
        using HttpResponseMessage response = await host.PostAsync(Path, """{"model":"m","messages":[],"stream":true,"user":"\ud800"}""");
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.BadRequest);
    }

    private static JsonElement Delta(MockEvent e) => e.Json.GetProperty("choices")[0].GetProperty("delta");

    private static string Content(JsonElement answer) => answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
}
