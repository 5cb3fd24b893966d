using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Edge.Control.Listing;

/// <summary>Which fields of a resource are wanted: paths with commas between; empty or <c>*</c> for all. Immutable.</summary>
internal sealed class ReadMask
{
    private const int MaxFields = 64;

    /// <summary>All fields.</summary>
    internal static readonly ReadMask All = new(null);

    private readonly Dictionary<string, ReadMask>? _fields;

    private ReadMask(Dictionary<string, ReadMask>? fields) => _fields = fields;

    /// <summary>Reads a mask. False: <paramref name="problem"/> says for people what is wrong.</summary>
    internal static bool TryParse(string text, FieldTree fields, [NotNullWhen(true)] out ReadMask? mask, [NotNullWhen(false)] out string? problem)
    {
        (mask, problem) = (All, null);
        string[] parts = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (parts.Length == 0 || parts.Contains("*"))
            return true;
        if (parts.Length > MaxFields)
            problem = $"it has more than {MaxFields} fields";
        else if (parts.FirstOrDefault(part => fields.Find(part) is null) is { } unknown)
            problem = $"'{unknown}' is no field";
        mask = problem is null ? Of(parts.Select(part => part.Split('.')).ToArray(), 0) : null;
        return problem is null;
    }

    /// <summary>Writes what is wanted of <paramref name="resource"/>.</summary>
    internal void Write(Utf8JsonWriter output, JsonElement resource)
    {
        if (_fields is null)
        {
            resource.WriteTo(output);
            return;
        }
        if (resource.ValueKind == JsonValueKind.Array)
        {
            output.WriteStartArray();
            foreach (JsonElement item in resource.EnumerateArray())
                Write(output, item);
            output.WriteEndArray();
            return;
        }
        if (resource.ValueKind != JsonValueKind.Object)
        {
            resource.WriteTo(output);
            return;
        }
        output.WriteStartObject();
        foreach (JsonProperty property in resource.EnumerateObject())
        {
            if (!_fields.TryGetValue(property.Name, out ReadMask? inside))
                continue;
            output.WritePropertyName(property.Name);
            inside.Write(output, property.Value);
        }
        output.WriteEndObject();
    }

    /// <summary>A path that ends here wants everything inside, whatever longer ones want.</summary>
    private static ReadMask Of(string[][] paths, int at) => paths.Any(path => path.Length == at)
        ? All
        : new ReadMask(paths.GroupBy(path => path[at]).ToDictionary(group => group.Key, group => Of([.. group], at + 1)));
}
