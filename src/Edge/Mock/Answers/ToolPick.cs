using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary>Decides whether a request is answered by calling one of its tools. Reads the tools of all three calls that have them.</summary>
internal static class ToolPick
{
    /// <summary>
    /// The call to answer with, or null for text: the named tool; the first tool when one is required; else the first one whose
    /// name the user's message, if that is the last, mentions.
    /// </summary>
    internal static ToolCall? From(MockAsk ask)
    {
        JsonElement tools = ask.Get("tools");
        if (tools.ValueKind != JsonValueKind.Array || tools.GetArrayLength() == 0)
            return null;
        JsonElement choice = ask.Get("tool_choice");
        if (NamedBy(choice) is { } named)
            return Call(Find(tools, tool => NameOf(tool) == named), named);
        switch (Word(choice))
        {
            case "none":
                return null;
            case "required" or "any":
                return Call(Find(tools, tool => NameOf(tool) is not null), null);
            default:
                string said = PromptText.LastUser(ask);
                JsonElement meant = Find(tools, tool => NameOf(tool) is { Length: > 0 } name && said.Contains(name, StringComparison.OrdinalIgnoreCase));
                return Call(meant, null);
        }
    }

    private static ToolCall? Call(JsonElement tool, string? named)
    {
        string? name = named ?? NameOf(tool);
        if (name is null)
            return null;
        JsonElement schema = Function(tool) is { ValueKind: JsonValueKind.Object } function
            && (function.TryGetProperty("parameters", out JsonElement found) || function.TryGetProperty("input_schema", out found)) ? found : default;
        if (schema.ValueKind != JsonValueKind.Object)
            return new ToolCall(name, "{}");
        var bytes = new ArrayBufferWriter<byte>();
        // The default encoder leaves ASCII only, so the text may be cut anywhere into pieces.
        using (var json = new Utf8JsonWriter(bytes))
            SchemaExample.Write(json, schema, schema, name);
        return new ToolCall(name, Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    private static JsonElement Find(JsonElement tools, Func<JsonElement, bool> match)
    {
        foreach (JsonElement tool in tools.EnumerateArray())
        {
            if (match(tool))
                return tool;
        }
        return default;
    }

    // chat/completions nests what responses and messages write flat.
    private static JsonElement Function(JsonElement tool) =>
        tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("function", out JsonElement function) ? function : tool;

    private static string? NameOf(JsonElement tool) =>
        Function(tool) is { ValueKind: JsonValueKind.Object } function && function.TryGetProperty("name", out JsonElement name)
        && name.ValueKind == JsonValueKind.String ? name.GetString() : null;

    private static string? NamedBy(JsonElement choice) => choice.ValueKind == JsonValueKind.Object ? NameOf(choice) : null;

    private static string? Word(JsonElement choice) => choice.ValueKind switch
    {
        JsonValueKind.String => choice.GetString(),
        JsonValueKind.Object when choice.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String => type.GetString(),
        _ => null,
    };
}
