using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary><c>POST rerank</c>: the documents, best first, with made-up relevance (the shape that Jina, Cohere and vLLM share).</summary>
internal sealed class RerankAnswer(MockAsk ask) : IJsonAnswer
{
    /// <inheritdoc/>
    public int Tokens => 0;

    /// <inheritdoc/>
    public void WriteJson(Utf8JsonWriter json)
    {
        JsonElement documents = ask.Get("documents");
        json.WriteStartObject();
        json.WriteString("id"u8, "rerank-" + ask.Id);
        json.WriteString("model"u8, ask.Model);
        json.WriteStartArray("results"u8);
        foreach ((int index, double score) in Ranked(documents))
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, index);
            json.WritePropertyName("document"u8);
            WriteDocument(json, documents[index]);
            json.WriteNumber("relevance_score"u8, score);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Usage.WritePrompt(json, UsageCount.Of(ask.Get("query")) + UsageCount.Of(documents));
        json.WriteEndObject();
    }

    private static void WriteDocument(Utf8JsonWriter json, JsonElement document)
    {
        if (document.ValueKind == JsonValueKind.Object)
        {
            document.WriteTo(json);
            return;
        }
        json.WriteStartObject();
        json.WritePropertyName("text"u8);
        document.WriteTo(json);
        json.WriteEndObject();
    }

    private IEnumerable<(int Index, double Score)> Ranked(JsonElement documents)
    {
        if (documents.ValueKind != JsonValueKind.Array)
            return [];
        return documents.EnumerateArray()
            .Select((document, index) => (Index: index, Score: new SplitMix(ask.Seed ^ MockAsk.SeedOf(document)).NextUnit()))
            .OrderByDescending(ranked => ranked.Score)
            .Take(ask.Number("top_n") ?? int.MaxValue);
    }
}
