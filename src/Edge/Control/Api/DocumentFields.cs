using System.Text.Json;
using System.Text.Json.Nodes;

namespace Edge.Control.Api;

/// <summary>
/// The fields of a resource that requests may set: present ones replace what the document has, null takes out, absent ones stay. What is unknown
/// or read-only is passed over, at every depth.
/// </summary>
/// <param name="fields">By name, what is inside; null for a field that is taken as it is.</param>
internal sealed class DocumentFields(IReadOnlyDictionary<string, DocumentFields?> fields)
{
    // What documents of files may refer to is nothing that requests may read.
    private const string Reference = "${";

    /// <summary>Fields without anything inside.</summary>
    internal static DocumentFields Of(params string[] names) => new(names.ToDictionary(name => name, _ => (DocumentFields?)null));

    /// <summary>These fields, and one that has fields inside.</summary>
    internal DocumentFields With(string name, DocumentFields inside) => new(new Dictionary<string, DocumentFields?>(fields) { [name] = inside });

    /// <summary>Changes <paramref name="document"/> by what <paramref name="body"/> says. Returns what is wrong with it, for people; null for nothing.</summary>
    internal string? Apply(JsonElement body, JsonObject document)
    {
        foreach ((string name, DocumentFields? inside) in fields)
        {
            if (!body.TryGetProperty(name, out JsonElement value))
                continue;
            if (FindReference(value, name) is { } place)
                return $"'{place}' has '{Reference}', which only files may: name a secret in 'auth.secretRef', and write everything else as it is.";
            if (IsUnset(value))
                document.Remove(name);
            else
                document[name] = Copy(value, inside);
        }
        return null;
    }

    // An empty text is what is printed for none, and comes back as it was printed.
    private static bool IsUnset(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.ValueEquals(""));

    private static JsonNode? Copy(JsonElement value, DocumentFields? inside) => (value.ValueKind, inside) switch
    {
        (JsonValueKind.Array, not null) => new JsonArray([.. value.EnumerateArray().Select(item => Copy(item, inside))]),
        (JsonValueKind.Object, not null) => inside.CopyObject(value),
        _ => JsonNode.Parse(value.GetRawText()),
    };

    private JsonObject CopyObject(JsonElement value)
    {
        var copy = new JsonObject();
        foreach ((string name, DocumentFields? inside) in fields)
        {
            if (value.TryGetProperty(name, out JsonElement part) && !IsUnset(part))
                copy[name] = Copy(part, inside);
        }
        return copy;
    }

    private static string? FindReference(JsonElement value, string place) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString()!.Contains(Reference, StringComparison.Ordinal) => place,
        JsonValueKind.Array => value.EnumerateArray().Select((item, i) => FindReference(item, $"{place}[{i}]")).FirstOrDefault(found => found is not null),
        JsonValueKind.Object => value.EnumerateObject().Select(item => FindReference(item.Value, $"{place}.{item.Name}")).FirstOrDefault(found => found is not null),
        _ => null,
    };
}
