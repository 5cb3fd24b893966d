using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary><c>GET models</c> and <c>GET models/{id}</c> (OpenAI API reference, "Models").</summary>
/// <param name="models">The models there are.</param>
/// <param name="id">The one asked for; null asks for the list.</param>
/// <param name="created">What is given as their age, Unix seconds.</param>
internal sealed class ModelsAnswer(IReadOnlyList<string> models, string? id, long created) : IJsonAnswer
{
    /// <inheritdoc/>
    public int Tokens => 0;

    /// <inheritdoc/>
    public void WriteJson(Utf8JsonWriter json)
    {
        if (id is not null)
        {
            WriteModel(json, id);
            return;
        }
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (string model in models)
            WriteModel(json, model);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteModel(Utf8JsonWriter json, string model)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, model);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, created);
        json.WriteString("owned_by"u8, "edge-mock"u8);
        json.WriteEndObject();
    }
}
