using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary><c>POST messages</c>: one block of text or one tool use (Anthropic API reference, "Messages" and "Streaming").</summary>
internal sealed class MessagesAnswer : IStreamAnswer
{
    private readonly MockAsk _ask;
    private readonly Reply _reply;
    private readonly int _promptTokens;

    /// <summary>Prepares the answer to <paramref name="ask"/>.</summary>
    internal MessagesAnswer(MockAsk ask)
    {
        _ask = ask;
        _reply = new Reply(ask, ask.Number("max_tokens"));
        _promptTokens = UsageCount.Of(ask.Get("system")) + UsageCount.Of(ask.Get("messages")) + UsageCount.Of(ask.Get("tools"));
    }

    /// <inheritdoc/>
    public int Tokens => _reply.Count;

    /// <inheritdoc/>
    public void WriteJson(Utf8JsonWriter json) => WriteMessage(json, whole: true);

    /// <inheritdoc/>
    public IEnumerable<SseStep> Stream(SseFrame frame)
    {
        Utf8JsonWriter json = Begin(frame, "message_start");
        json.WritePropertyName("message"u8);
        WriteMessage(json, whole: false);
        yield return End(frame, json);

        json = Begin(frame, "content_block_start");
        json.WriteNumber("index"u8, 0);
        json.WritePropertyName("content_block"u8);
        WriteBlock(json, whole: false);
        yield return End(frame, json);

        json = Begin(frame, "ping");
        yield return End(frame, json);

        for (int piece = 0; piece < _reply.Count; piece++)
        {
            json = Begin(frame, "content_block_delta");
            json.WriteNumber("index"u8, 0);
            json.WriteStartObject("delta"u8);
            json.WriteString("type"u8, _reply.Tool is null ? "text_delta"u8 : "input_json_delta"u8);
            json.WriteString(_reply.Tool is null ? "text"u8 : "partial_json"u8, _reply.Piece(piece));
            json.WriteEndObject();
            yield return End(frame, json, piece > 0 ? 1 : 0);
        }

        json = Begin(frame, "content_block_stop");
        json.WriteNumber("index"u8, 0);
        yield return End(frame, json);

        json = Begin(frame, "message_delta");
        json.WriteStartObject("delta"u8);
        WriteStop(json, StopReason());
        json.WriteEndObject();
        json.WriteStartObject("usage"u8);
        json.WriteNumber("output_tokens"u8, _reply.Count);
        json.WriteEndObject();
        yield return End(frame, json);

        json = Begin(frame, "message_stop");
        End(frame, json);
        yield return new SseStep(0, EndMark: true);
    }

    private static Utf8JsonWriter Begin(SseFrame frame, string name)
    {
        Utf8JsonWriter json = frame.Begin(name);
        json.WriteStartObject();
        json.WriteString("type"u8, name);
        return json;
    }

    private static SseStep End(SseFrame frame, Utf8JsonWriter json, int tokens = 0)
    {
        json.WriteEndObject();
        frame.End();
        return new SseStep(tokens);
    }

    private void WriteMessage(Utf8JsonWriter json, bool whole)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, "msg_" + _ask.Id);
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("model"u8, _ask.Model);
        json.WriteStartArray("content"u8);
        if (whole)
            WriteBlock(json, whole);
        json.WriteEndArray();
        WriteStop(json, whole ? StopReason() : null);
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, _promptTokens);
        json.WriteNumber("cache_creation_input_tokens"u8, 0);
        json.WriteNumber("cache_read_input_tokens"u8, 0);
        json.WriteNumber("output_tokens"u8, whole ? _reply.Count : 1);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteBlock(Utf8JsonWriter json, bool whole)
    {
        json.WriteStartObject();
        if (_reply.Tool is { } tool)
        {
            json.WriteString("type"u8, "tool_use"u8);
            json.WriteString("id"u8, "toolu_" + _ask.Id);
            json.WriteString("name"u8, tool.Name);
            json.WritePropertyName("input"u8);
            json.WriteRawValue(whole ? tool.Arguments : "{}");
        }
        else
        {
            json.WriteString("type"u8, "text"u8);
            json.WriteString("text"u8, whole ? _reply.Whole() : "");
        }
        json.WriteEndObject();
    }

    private static void WriteStop(Utf8JsonWriter json, string? reason)
    {
        json.WriteString("stop_reason"u8, reason);
        json.WriteNull("stop_sequence"u8);
    }

    private string StopReason() => _reply.Tool is not null ? "tool_use" : _reply.CutShort ? "max_tokens" : "end_turn";
}
