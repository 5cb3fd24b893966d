using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary><c>POST score</c>: made-up similarity of <c>text_1</c> with each of <c>text_2</c> (the shape of vLLM).</summary>
internal sealed class ScoreAnswer(MockAsk ask) : IJsonAnswer
{
    /// <inheritdoc/>
    public int Tokens => 0;

    /// <inheritdoc/>
    public void WriteJson(Utf8JsonWriter json)
    {
        JsonElement texts = ask.Get("text_2");
        json.WriteStartObject();
        json.WriteString("id"u8, "score-" + ask.Id);
        json.WriteString("object"u8, "list"u8);
        json.WriteNumber("created"u8, ask.Created);
        json.WriteString("model"u8, ask.Model);
        json.WriteStartArray("data"u8);
        if (texts.ValueKind == JsonValueKind.Array)
        {
            int index = 0;
            foreach (JsonElement text in texts.EnumerateArray())
                WriteScore(json, index++, text);
        }
        else if (texts.ValueKind != JsonValueKind.Undefined)
            WriteScore(json, 0, texts);
        json.WriteEndArray();
        Usage.WritePrompt(json, UsageCount.Of(ask.Get("text_1")) + UsageCount.Of(texts));
        json.WriteEndObject();
    }

    private void WriteScore(Utf8JsonWriter json, int index, JsonElement text)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, index);
        json.WriteString("object"u8, "score"u8);
        json.WriteNumber("score"u8, new SplitMix(ask.Seed ^ MockAsk.SeedOf(text)).NextUnit());
        json.WriteEndObject();
    }
}
