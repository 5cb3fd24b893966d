using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary>What was asked, as far as every answer needs it. Valid as long as the document of <paramref name="Root"/>.</summary>
/// <param name="Root">The request body, an object.</param>
/// <param name="Model">The model the request names.</param>
/// <param name="Tokens">Tokens to answer with when the request does not ask for fewer.</param>
/// <param name="Seed">The same for the same content and the same <c>--seed</c>.</param>
/// <param name="Created">When it was asked, Unix seconds.</param>
internal sealed record MockAsk(JsonElement Root, string Model, int Tokens, ulong Seed, long Created)
{
    private static readonly string[] Content = ["messages", "prompt", "input", "query", "text_1"];

    // Read at once: where it is no text, the request is refused before its answer begins.
    private readonly string? _user = Root.TryGetProperty("user", out JsonElement user) && user.ValueKind == JsonValueKind.String ? user.GetString() : null;

    /// <summary>Whether the request asks for a stream.</summary>
    internal bool Streamed => Is("stream");

    /// <summary>Whether a stream is to end with its usage.</summary>
    internal bool IncludeUsage => Get("stream_options") is { ValueKind: JsonValueKind.Object } options
        && options.TryGetProperty("include_usage", out JsonElement include) && include.ValueKind == JsonValueKind.True;

    /// <summary>Sixteen hex digits for the ids of the answer: the same request gets the same ids.</summary>
    internal string Id => Seed.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether a top-level member is <c>true</c>.</summary>
    internal bool Is(string name) => Root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A top-level whole number that is at least 1, or null.</summary>
    internal int? Number(string name) =>
        Root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out int number) && number > 0 ? number : null;

    /// <summary>A top-level member, or an undefined element.</summary>
    internal JsonElement Get(string name) => Root.TryGetProperty(name, out JsonElement value) ? value : default;

    /// <summary>Writes the request's <c>user</c>, where it has one, so that a client can tell its own answer, and each event of it.</summary>
    internal void WriteUser(Utf8JsonWriter json)
    {
        if (_user is not null)
            json.WriteString("user"u8, _user);
    }

    /// <summary>Derives the seed of a request: from what is to be answered, not from its model or its options.</summary>
    internal static ulong SeedOf(JsonElement root, ulong seed)
    {
        foreach (string name in Content)
        {
            if (root.TryGetProperty(name, out JsonElement content))
                seed = new SplitMix(seed ^ SeedOf(content)).Next();
        }
        return new SplitMix(seed).Next();
    }

    /// <summary>A number that is the same for the same JSON text.</summary>
    internal static ulong SeedOf(JsonElement element) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(JsonMarshal.GetRawUtf8Value(element)));
}
