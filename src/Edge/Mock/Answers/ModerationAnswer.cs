using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary><c>POST moderations</c>: nothing is ever flagged (OpenAI API reference, "Moderations").</summary>
internal sealed class ModerationAnswer(MockAsk ask) : IJsonAnswer
{
    private static readonly string[] Categories =
    [
        "harassment", "harassment/threatening", "hate", "hate/threatening", "illicit", "illicit/violent", "self-harm",
        "self-harm/instructions", "self-harm/intent", "sexual", "sexual/minors", "violence", "violence/graphic",
    ];

    /// <inheritdoc/>
    public int Tokens => 0;

    /// <inheritdoc/>
    public void WriteJson(Utf8JsonWriter json)
    {
        JsonElement input = ask.Get("input");
        json.WriteStartObject();
        json.WriteString("id"u8, "modr-" + ask.Id);
        json.WriteString("model"u8, ask.Model);
        json.WriteStartArray("results"u8);
        // A list of strings is many inputs; a list of parts (text and images) is one.
        int results = input.ValueKind == JsonValueKind.Array && input.GetArrayLength() > 0 && input[0].ValueKind == JsonValueKind.String
            ? input.GetArrayLength() : 1;
        for (int i = 0; i < results; i++)
            WriteResult(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("flagged"u8, false);
        json.WriteStartObject("categories"u8);
        foreach (string category in Categories)
            json.WriteBoolean(category, false);
        json.WriteEndObject();
        json.WriteStartObject("category_scores"u8);
        foreach (string category in Categories)
            json.WriteNumber(category, 0.0001);
        json.WriteEndObject();
        json.WriteStartObject("category_applied_input_types"u8);
        foreach (string category in Categories)
        {
            json.WriteStartArray(category);
            json.WriteStringValue("text"u8);
            json.WriteEndArray();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
