using System.Buffers.Binary;
using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary><c>POST embeddings</c>: a unit vector for each input, the same for the same input (OpenAI API reference, "Embeddings").</summary>
internal sealed class EmbeddingsAnswer : IJsonAnswer
{
    // What text-embedding-3-small gives when it is not asked for fewer.
    private const int DefaultDimensions = 1536;
    private const int MaxDimensions = 16384;

    private readonly MockAsk _ask;
    private readonly int _dimensions;
    private readonly bool _base64;

    /// <summary>Prepares the answer to <paramref name="ask"/>.</summary>
    internal EmbeddingsAnswer(MockAsk ask)
    {
        _ask = ask;
        _dimensions = Math.Min(ask.Number("dimensions") ?? DefaultDimensions, MaxDimensions);
        JsonElement format = ask.Get("encoding_format");
        _base64 = format.ValueKind == JsonValueKind.String && format.ValueEquals("base64"u8);
    }

    /// <inheritdoc/>
    public int Tokens => 0;

    /// <inheritdoc/>
    public void WriteJson(Utf8JsonWriter json)
    {
        JsonElement input = _ask.Get("input");
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        // One list of token ids is one input; any other list is a list of inputs.
        if (input.ValueKind == JsonValueKind.Array && input.GetArrayLength() > 0 && input[0].ValueKind != JsonValueKind.Number)
        {
            int index = 0;
            foreach (JsonElement item in input.EnumerateArray())
                WriteVector(json, index++, item);
        }
        else
            WriteVector(json, 0, input);
        json.WriteEndArray();
        json.WriteString("model"u8, _ask.Model);
        Usage.WritePrompt(json, UsageCount.Of(input));
        json.WriteEndObject();
    }

    private void WriteVector(Utf8JsonWriter json, int index, JsonElement input)
    {
        float[] vector = Vector(input);
        json.WriteStartObject();
        json.WriteString("object"u8, "embedding"u8);
        json.WriteNumber("index"u8, index);
        if (_base64)
        {
            byte[] bytes = new byte[vector.Length * sizeof(float)];
            for (int i = 0; i < vector.Length; i++)
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
            json.WriteBase64String("embedding"u8, bytes);
        }
        else
        {
            json.WriteStartArray("embedding"u8);
            foreach (float value in vector)
                json.WriteNumberValue(value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private float[] Vector(JsonElement input)
    {
        var random = new SplitMix(input.ValueKind == JsonValueKind.Undefined ? 0 : MockAsk.SeedOf(input));
        float[] vector = new float[_dimensions];
        double squares = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(random.NextUnit() - 0.5);
            squares += vector[i] * vector[i];
        }
        float scale = (float)(1 / Math.Sqrt(squares));
        for (int i = 0; i < vector.Length; i++)
            vector[i] *= scale;
        return vector;
    }
}
