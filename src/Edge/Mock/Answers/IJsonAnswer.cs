using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary>An answer that can be written as one JSON document. Immutable.</summary>
internal interface IJsonAnswer
{
    /// <summary>Tokens the answer takes to generate; they decide how long a client waits for the whole of it.</summary>
    int Tokens { get; }

    /// <summary>Writes the document.</summary>
    void WriteJson(Utf8JsonWriter json);
}
