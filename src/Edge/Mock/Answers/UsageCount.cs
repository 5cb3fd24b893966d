using System.Runtime.InteropServices;
using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary>A rough tokenizer: every four bytes of text are a token, an image or a sound costs a fixed number.</summary>
internal static class UsageCount
{
    private const int BytesPerToken = 4;

    // What a low-detail image costs in the public pricing of vision models.
    private const int MediaTokens = 85;

    /// <summary>Tokens of a text of so many bytes.</summary>
    internal static int OfBytes(int bytes) => (bytes + BytesPerToken - 1) / BytesPerToken;

    /// <summary>Tokens of everything a model would read of <paramref name="element"/>; an undefined element has none.</summary>
    internal static int Of(JsonElement element)
    {
        int tokens = 0;
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return OfBytes(JsonMarshal.GetRawUtf8Value(element).Length - 2);
            case JsonValueKind.Number:
                // Prompts and inputs may be given as token ids.
                return 1;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                    tokens += Of(item);
                return tokens;
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                    tokens += OfMember(member);
                return tokens;
            default:
                return 0;
        }
    }

    private static int OfMember(JsonProperty member) => member.Name switch
    {
        "type" or "id" or "cache_control" or "detail" => 0,
        "image_url" or "input_audio" or "file" or "source" => MediaTokens,
        _ => Of(member.Value),
    };
}
