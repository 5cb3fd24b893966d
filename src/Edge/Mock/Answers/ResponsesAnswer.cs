using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary><c>POST responses</c>: one message or one function call, whole or as events (OpenAI API reference, "Responses").</summary>
internal sealed class ResponsesAnswer : IStreamAnswer
{
    private readonly Reply _reply;
    private readonly ResponseObject _response;

    /// <summary>Prepares the answer to <paramref name="ask"/>.</summary>
    internal ResponsesAnswer(MockAsk ask)
    {
        _reply = new Reply(ask, ask.Number("max_output_tokens"));
        _response = new ResponseObject(ask, _reply);
    }

    /// <inheritdoc/>
    public int Tokens => _reply.Count;

    /// <inheritdoc/>
    public void WriteJson(Utf8JsonWriter json) => _response.Write(json, done: true);

    /// <inheritdoc/>
    public IEnumerable<SseStep> Stream(SseFrame frame)
    {
        var events = new ResponseEvents(frame);
        foreach (string name in (string[])["response.created", "response.in_progress"])
        {
            Utf8JsonWriter json = events.Begin(name);
            json.WritePropertyName("response"u8);
            _response.Write(json, done: false);
            yield return events.End();
        }
        Item(events, "response.output_item.added", done: false);
        yield return events.End();
        foreach (SseStep step in _reply.Tool is null ? Text(events) : Arguments(events, _reply.Tool))
            yield return step;
        Item(events, "response.output_item.done", done: true);
        yield return events.End();

        Utf8JsonWriter last = events.Begin(_reply.CutShort ? "response.incomplete" : "response.completed");
        last.WritePropertyName("response"u8);
        _response.Write(last, done: true);
        yield return events.End() with { EndMark = true };
    }

    private IEnumerable<SseStep> Text(ResponseEvents events)
    {
        Utf8JsonWriter json = Part(events, "response.content_part.added");
        ResponseObject.WritePart(json, "part", "");
        yield return events.End();

        for (int piece = 0; piece < _reply.Count; piece++)
        {
            json = Part(events, "response.output_text.delta");
            json.WriteString("delta"u8, _reply.Piece(piece));
            WriteNoLogprobs(json);
            yield return events.End(piece > 0 ? 1 : 0);
        }

        json = Part(events, "response.output_text.done");
        json.WriteString("text"u8, _reply.Whole());
        WriteNoLogprobs(json);
        yield return events.End();

        json = Part(events, "response.content_part.done");
        ResponseObject.WritePart(json, "part", _reply.Whole());
        yield return events.End();
    }

    private IEnumerable<SseStep> Arguments(ResponseEvents events, ToolCall tool)
    {
        for (int piece = 0; piece < _reply.Count; piece++)
        {
            Utf8JsonWriter delta = InItem(events, "response.function_call_arguments.delta");
            delta.WriteString("delta"u8, _reply.Piece(piece));
            yield return events.End(piece > 0 ? 1 : 0);
        }
        Utf8JsonWriter json = InItem(events, "response.function_call_arguments.done");
        json.WriteString("name"u8, tool.Name);
        json.WriteString("arguments"u8, tool.Arguments);
        yield return events.End();
    }

    private void Item(ResponseEvents events, string name, bool done)
    {
        Utf8JsonWriter json = events.Begin(name);
        json.WriteNumber("output_index"u8, 0);
        json.WritePropertyName("item"u8);
        _response.WriteItem(json, done);
    }

    private Utf8JsonWriter InItem(ResponseEvents events, string name)
    {
        Utf8JsonWriter json = events.Begin(name);
        json.WriteString("item_id"u8, _response.ItemId);
        json.WriteNumber("output_index"u8, 0);
        return json;
    }

    private Utf8JsonWriter Part(ResponseEvents events, string name)
    {
        Utf8JsonWriter json = InItem(events, name);
        json.WriteNumber("content_index"u8, 0);
        return json;
    }

    private static void WriteNoLogprobs(Utf8JsonWriter json)
    {
        json.WriteStartArray("logprobs"u8);
        json.WriteEndArray();
    }
}
