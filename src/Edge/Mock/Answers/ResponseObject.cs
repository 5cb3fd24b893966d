using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary>Writes the <c>response</c> object and its one output item, as it begins and as it ends.</summary>
internal sealed class ResponseObject(MockAsk ask, Reply reply)
{
    private readonly int _inputTokens = UsageCount.Of(ask.Get("instructions")) + UsageCount.Of(ask.Get("input")) + UsageCount.Of(ask.Get("tools"));

    /// <summary>The id of the output item.</summary>
    internal string ItemId => (reply.Tool is null ? "msg_" : "fc_") + ask.Id;

    /// <summary>Writes the response: without output while in progress, with output and usage when done.</summary>
    internal void Write(Utf8JsonWriter json, bool done)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, "resp_" + ask.Id);
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, ask.Created);
        json.WriteString("status"u8, Status(done));
        json.WriteBoolean("background"u8, false);
        json.WriteNull("error"u8);
        WriteIncomplete(json, done && reply.CutShort);
        Echo(json, "instructions", "null");
        Echo(json, "max_output_tokens", "null");
        json.WriteString("model"u8, ask.Model);
        json.WriteStartArray("output"u8);
        if (done)
            WriteItem(json, done);
        json.WriteEndArray();
        Echo(json, "parallel_tool_calls", "true");
        Echo(json, "previous_response_id", "null");
        Echo(json, "reasoning", """{"effort":null,"summary":null}""");
        json.WriteString("service_tier"u8, "default"u8);
        Echo(json, "store", "true");
        Echo(json, "temperature", "1.0");
        Echo(json, "text", """{"format":{"type":"text"}}""");
        Echo(json, "tool_choice", "\"auto\"");
        Echo(json, "tools", "[]");
        Echo(json, "top_p", "1.0");
        Echo(json, "truncation", "\"disabled\"");
        WriteUsage(json, done);
        Echo(json, "user", "null");
        Echo(json, "metadata", "{}");
        json.WriteEndObject();
    }

    /// <summary>Writes the output item: empty when it begins, whole when it is done.</summary>
    internal void WriteItem(Utf8JsonWriter json, bool done)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, ItemId);
        json.WriteString("type"u8, reply.Tool is null ? "message"u8 : "function_call"u8);
        json.WriteString("status"u8, Status(done));
        if (reply.Tool is { } tool)
        {
            json.WriteString("call_id"u8, "call_" + ask.Id);
            json.WriteString("name"u8, tool.Name);
            json.WriteString("arguments"u8, done ? tool.Arguments : "");
        }
        else
        {
            json.WriteString("role"u8, "assistant"u8);
            json.WriteStartArray("content"u8);
            if (done)
                WritePart(json, null, reply.Whole());
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>Writes a part of text, as a member when <paramref name="name"/> is given.</summary>
    internal static void WritePart(Utf8JsonWriter json, string? name, string text)
    {
        if (name is not null)
            json.WritePropertyName(name);
        json.WriteStartObject();
        json.WriteString("type"u8, "output_text"u8);
        json.WriteStartArray("annotations"u8);
        json.WriteEndArray();
        json.WriteStartArray("logprobs"u8);
        json.WriteEndArray();
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private string Status(bool done) => !done ? "in_progress" : reply.CutShort ? "incomplete" : "completed";

    private static void WriteIncomplete(Utf8JsonWriter json, bool incomplete)
    {
        if (!incomplete)
        {
            json.WriteNull("incomplete_details"u8);
            return;
        }
        json.WriteStartObject("incomplete_details"u8);
        json.WriteString("reason"u8, "max_output_tokens"u8);
        json.WriteEndObject();
    }

    private void WriteUsage(Utf8JsonWriter json, bool done)
    {
        if (!done)
        {
            json.WriteNull("usage"u8);
            return;
        }
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, _inputTokens);
        json.WriteStartObject("input_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, 0);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, reply.Count);
        json.WriteStartObject("output_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, 0);
        json.WriteEndObject();
        json.WriteNumber("total_tokens"u8, _inputTokens + reply.Count);
        json.WriteEndObject();
    }

    // A response repeats the settings it was made with.
    private void Echo(Utf8JsonWriter json, string name, string otherwise)
    {
        json.WritePropertyName(name);
        JsonElement given = ask.Get(name);
        if (given.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            json.WriteRawValue(otherwise);
        else
            given.WriteTo(json);
    }
}
