using System.Text.Json;

namespace Edge.Control.Listing;

/// <summary>The way to a field of a printed resource.</summary>
/// <param name="names">The names on the way; at least one.</param>
internal sealed class FieldPath(string[] names)
{
    /// <summary>The names on the way.</summary>
    internal IReadOnlyList<string> Names => names;

    /// <inheritdoc/>
    public override string ToString() => string.Join('.', names);

    /// <summary>The values at the end of the way: none where the resource does not have it, several where a list lies on the way.</summary>
    internal IEnumerable<JsonElement> Of(JsonElement resource) => Of(resource, 0);

    private IEnumerable<JsonElement> Of(JsonElement value, int at)
    {
        if (value.ValueKind == JsonValueKind.Array && at > 0 && at < names.Length)
            return value.EnumerateArray().SelectMany(item => Of(item, at));
        if (at == names.Length)
            return [value];
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(names[at], out JsonElement next) ? Of(next, at + 1) : [];
    }
}
