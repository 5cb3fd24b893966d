using System.Text;
using System.Text.Json;
using Edge.Intake;

namespace Edge.Tests.Intake;

/// <summary>What a document is by System.Text.Json alone: the oracle.</summary>
/// <param name="IsJson">Whether it accepts the document and can read its top-level keys and its <c>model</c>.</param>
/// <param name="Model">The one usable <c>model</c>, Latin-1 of its UTF-8; null if there is none or more than one.</param>
/// <param name="Start">Offset of the value's opening quote.</param>
/// <param name="End">Offset behind its closing quote.</param>
internal sealed record JsonVerdict(bool IsJson, string? Model, long Start, long End)
{
    private static readonly JsonVerdict NotJson = new(false, null, 0, 0);
    private static readonly JsonVerdict NoModel = new(true, null, 0, 0);

    internal static JsonVerdict Of(byte[] body)
    {
        try
        {
            return Read(body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return NotJson;
        }
    }

    private static JsonVerdict Read(byte[] body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = ModelScanner.MaxDepth });
        reader.Read();
        var found = new List<JsonVerdict>();
        int lookalikes = 0;
        bool isObject = reader.TokenType == JsonTokenType.StartObject;
        while (isObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            if (key.Split('\0')[0].Equals("model", StringComparison.OrdinalIgnoreCase))
                lookalikes++;
            reader.Read();
            if (key == "model")
                found.Add(Value(ref reader));
            reader.Skip();
        }
        while (reader.Read())
            reader.Skip();
        return found.Count == 1 && lookalikes == 1 ? found[0] : NoModel;
    }

    private static JsonVerdict Value(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            return NoModel;
        byte[] name = Encoding.UTF8.GetBytes(reader.GetString()!);
        return name.Length is 0 or > ModelScanner.MaxModelLength
            ? NoModel
            : new JsonVerdict(true, Encoding.Latin1.GetString(name), reader.TokenStartIndex, reader.BytesConsumed);
    }
}
