using System.Text.Json;

namespace Edge.Tests.Mock;

public sealed class ResponsesTests
{
    private const string Path = "/v1/responses";

    [Fact]
    public async Task An_answer_has_the_shape_of_a_response()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync(Path, """{"model":"m","input":"hi","temperature":0.5,"metadata":{"k":"v"}}""");
        answer.GetProperty("object").GetString().ShouldBe("response");
        answer.GetProperty("status").GetString().ShouldBe("completed");
        answer.GetProperty("model").GetString().ShouldBe("m");
        answer.GetProperty("temperature").GetDouble().ShouldBe(0.5);
        answer.GetProperty("metadata").GetProperty("k").GetString().ShouldBe("v");
        answer.GetProperty("truncation").GetString().ShouldBe("disabled");
        Text(answer).Split(' ').Length.ShouldBe(8);
        answer.GetProperty("usage").GetProperty("total_tokens").GetInt32().ShouldBe(9);
    }

    [Fact]
    public async Task A_limit_leaves_it_incomplete()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement answer = await host.JsonAsync(Path, """{"model":"m","input":"hi","max_output_tokens":2}""");
        answer.GetProperty("status").GetString().ShouldBe("incomplete");
        answer.GetProperty("incomplete_details").GetProperty("reason").GetString().ShouldBe("max_output_tokens");
        IReadOnlyList<MockEvent> events = await host.EventsAsync(Path, """{"model":"m","input":"hi","max_output_tokens":2,"stream":true}""");
        events[^1].Name.ShouldBe("response.incomplete");
    }

    [Fact]
    public async Task A_stream_goes_through_the_events_in_order()
    {
        await using MockHost host = await MockHost.StartAsync();
        JsonElement whole = await host.JsonAsync(Path, """{"model":"m","input":"hi"}""");
        IReadOnlyList<MockEvent> events = await host.EventsAsync(Path, """{"model":"m","input":"hi","stream":true}""");
        events.Select(e => e.Name).ShouldBe(
        [
            "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
            .. Enumerable.Repeat("response.output_text.delta", 8),
            "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed",
        ]);
        events.ShouldAllBe(e => e.Json.GetProperty("type").GetString() == e.Name);
        events.Select(e => e.Json.GetProperty("sequence_number").GetInt32()).ShouldBe(Enumerable.Range(0, events.Count));
        events[0].Json.GetProperty("response").GetProperty("status").GetString().ShouldBe("in_progress");
        events[0].Json.GetProperty("response").GetProperty("output").GetArrayLength().ShouldBe(0);
        string.Concat(events.Skip(4).Take(8).Select(e => e.Json.GetProperty("delta").GetString())).ShouldBe(Text(whole));
        events[12].Json.GetProperty("text").GetString().ShouldBe(Text(whole));
        Text(events[^1].Json.GetProperty("response")).ShouldBe(Text(whole));
    }

    [Fact]
    public async Task A_function_call_streams_its_arguments()
    {
        await using MockHost host = await MockHost.StartAsync();
        IReadOnlyList<MockEvent> events = await host.EventsAsync(
            Path, """{"model":"m","input":"f!","stream":true,"tools":[{"type":"function","name":"f","parameters":{"properties":{"a":{"type":"integer"}}}}]}""");
        MockEvent[] deltas = [.. events.Where(e => e.Name == "response.function_call_arguments.delta")];
        string.Concat(deltas.Select(e => e.Json.GetProperty("delta").GetString())).ShouldBe("""{"a":1}""");
        JsonElement item = events[^1].Json.GetProperty("response").GetProperty("output")[0];
        item.GetProperty("type").GetString().ShouldBe("function_call");
        item.GetProperty("name").GetString().ShouldBe("f");
        item.GetProperty("arguments").GetString().ShouldBe("""{"a":1}""");
        deltas[0].Json.GetProperty("item_id").GetString().ShouldBe(item.GetProperty("id").GetString());
    }

    private static string Text(JsonElement response) =>
        response.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString()!;
}
