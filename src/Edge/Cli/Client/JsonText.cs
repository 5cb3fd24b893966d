using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Edge.Hosting;

namespace Edge.Cli.Client;

/// <summary>JSON in and out of the client.</summary>
internal static class JsonText
{
    // Names in any script stay readable on a terminal; control characters are escaped all the same.
    private static readonly JsonWriterOptions Indentation = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads an object that can be looked at and written without a mishap; null when it is none.</summary>
    internal static JsonObject? Parse(byte[] text)
    {
        try
        {
            var node = JsonNode.Parse(text, null, Strict) as JsonObject;
            if (node is not null)
                Bytes(node, default); // half a surrogate pair is found only now
            return node;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>For the wire.</summary>
    internal static byte[] Compact(JsonNode node) => Bytes(node, default);

    /// <summary>For people.</summary>
    internal static string Indented(JsonNode node) => Encoding.UTF8.GetString(Bytes(node, Indentation));

    /// <summary>A value as text that can be printed: a string without its quotation marks, nothing for null.</summary>
    internal static string Plain(JsonNode? node) => Printable.Of(node is null or JsonValue ? node?.ToString() ?? "" : node.ToJsonString());

    private static byte[] Bytes(JsonNode node, JsonWriterOptions options)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, options))
            node.WriteTo(writer);
        return buffer.ToArray();
    }
}
