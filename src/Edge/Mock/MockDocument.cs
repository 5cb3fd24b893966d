using System.Text.Json;
using Edge.Mock.Wire;

namespace Edge.Mock;

/// <summary>Turns a request body into a document to answer from.</summary>
internal static class MockDocument
{
    // Nested deeper than any request that is meant; judging depth is not what a mock is for.
    private const int MaxDepth = 1000;

    /// <summary>The document of a body; null when it is no JSON object. Valid until the body is cleared.</summary>
    internal static JsonDocument? Parse(MockBody body)
    {
        if (!body.Whole)
            return Stand(body.Kept.Span);
        try
        {
            JsonDocument document = JsonDocument.Parse(body.Kept, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A document for a request whose body was not read.</summary>
    internal static JsonDocument Unread(string model, bool streamed) => Write(model, streamed);

    // Of a body too large to be kept, the top-level members that stand in its kept beginning.
    private static JsonDocument? Stand(ReadOnlySpan<byte> beginning)
    {
        var reader = new Utf8JsonReader(beginning, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth }));
        string? model = null;
        bool streamed = false;
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                bool isModel = reader.ValueTextEquals("model"u8);
                bool isStream = reader.ValueTextEquals("stream"u8);
                if (!reader.Read())
                    break;
                if (isModel && reader.TokenType == JsonTokenType.String)
                    model = reader.GetString();
                if (isStream)
                    streamed = reader.TokenType == JsonTokenType.True;
            }
        }
        catch (JsonException)
        {
            return null;
        }
        return Write(model, streamed);
    }

    private static JsonDocument Write(string? model, bool streamed)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (model is not null)
                json.WriteString("model"u8, model);
            json.WriteBoolean("stream"u8, streamed);
            json.WriteEndObject();
        }
        return JsonDocument.Parse(bytes.WrittenMemory);
    }
}
