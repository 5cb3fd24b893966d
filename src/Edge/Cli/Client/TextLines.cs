using System.Text.Json.Nodes;

namespace Edge.Cli.Client;

/// <summary>One resource as lines <c>key: value</c>; what lies deeper has the whole way as its key, such as <c>status.code</c>.</summary>
internal static class TextLines
{
    /// <summary>Writes <paramref name="resource"/>.</summary>
    internal static void Write(TextWriter output, JsonObject resource)
    {
        foreach ((string key, JsonNode? value) in resource)
            Write(output, JsonText.Plain(key), value);
    }

    private static void Write(TextWriter output, string way, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } inner:
                foreach ((string key, JsonNode? field) in inner)
                    Write(output, $"{way}.{JsonText.Plain(key)}", field);
                break;
            case JsonArray list when list.Any(item => item is JsonObject or JsonArray):
                for (int i = 0; i < list.Count; i++)
                    Write(output, $"{way}[{i}]", list[i]);
                break;
            case JsonArray list:
                output.WriteLine($"{way}: {string.Join(", ", list.Select(JsonText.Plain))}".TrimEnd());
                break;
            default:
                output.WriteLine($"{way}: {JsonText.Plain(value)}".TrimEnd());
                break;
        }
    }
}
