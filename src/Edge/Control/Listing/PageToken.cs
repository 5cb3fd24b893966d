using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Edge.Control.Listing;

/// <summary>
/// Where the next page of a list begins: behind the key of the last resource told, not behind a count, so that writes in between skip and
/// double nothing. It names the query it belongs to. Callers see letters and digits.
/// </summary>
internal static class PageToken
{
    /// <summary>Longest token that is looked at.</summary>
    private const int MaxLength = 16 * 1024;

    private const int QueryBytes = 12;

    /// <summary>The token behind <paramref name="key"/> in the list of <paramref name="query"/>.</summary>
    internal static string Write(string query, JsonElement[] key)
    {
        var stream = new MemoryStream();
        stream.Write(Fingerprint(query));
        using (var output = new Utf8JsonWriter(stream))
        {
            output.WriteStartArray();
            foreach (JsonElement value in key)
            {
                if (value.ValueKind == JsonValueKind.Undefined)
                    output.WriteNullValue();
                else
                    value.WriteTo(output);
            }
            output.WriteEndArray();
        }
        return Base64Url.EncodeToString(stream.ToArray());
    }

    /// <summary>The key in <paramref name="token"/>; null when it is no token of <paramref name="query"/> with so many values.</summary>
    internal static JsonElement[]? Read(string token, string query, int values)
    {
        if (token.Length > MaxLength || !Base64Url.IsValid(token))
            return null;
        byte[] bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length < QueryBytes || !bytes.AsSpan(0, QueryBytes).SequenceEqual(Fingerprint(query)))
            return null;
        try
        {
            using JsonDocument key = JsonDocument.Parse(bytes.AsMemory(QueryBytes));
            return key.RootElement is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == values
                ? [.. list.EnumerateArray().Select(Value)]
                : null;
        }
        // The second one: a text that is no UTF-8, or half a character.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement Value(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            value.GetString();
        return value.Clone();
    }

    private static byte[] Fingerprint(string query) => SHA256.HashData(Encoding.UTF8.GetBytes(query))[..QueryBytes];
}
