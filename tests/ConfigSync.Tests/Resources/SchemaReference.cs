using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ConfigSync.Tests.Resources;

/// <summary>Writes the schema of <c>edge.json</c> down for people: a table for each of its objects.</summary>
internal sealed class SchemaReference(JsonElement schema)
{
    private const string Definitions = "#/$defs/";

    private const string Head = """
        # Configuration

        Every setting of `edge.json`, as `schemas/edge.schema.json` has them; `build/config-reference.sh` writes this page. `edge check` says what is wrong with a file, and where.
        Strings may hold `${env:NAME}`. An example with all parts is `docs/examples/edge.json`.

        """;

    private readonly StringBuilder _text = new();

    /// <summary>The page.</summary>
    internal string Write()
    {
        _text.Append(Head);
        Object("edge.json", schema);
        foreach (JsonProperty definition in schema.GetProperty("$defs").EnumerateObject())
        {
            if (definition.Value.TryGetProperty("properties", out _))
                Object(definition.Name, definition.Value);
        }
        _text.Append("\n## Kinds of values\n\n| kind | what | written |\n| --- | --- | --- |\n");
        foreach (JsonProperty definition in schema.GetProperty("$defs").EnumerateObject())
        {
            if (!definition.Value.TryGetProperty("properties", out _))
                _text.Append(CultureInfo.InvariantCulture, $"| {definition.Name} | {Description(definition.Value)} | {Examples(definition.Value)} |\n");
        }
        return _text.ToString();
    }

    private void Object(string name, JsonElement shape)
    {
        _text.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n{Description(shape)}\n\n| field | kind | default | what |\n| --- | --- | --- | --- |\n");
        string[] required = shape.TryGetProperty("required", out JsonElement names) ? [.. names.EnumerateArray().Select(one => one.GetString()!)] : [];
        Fields(shape, required, prefix: "");
    }

    private void Fields(JsonElement shape, string[] required, string prefix)
    {
        foreach (JsonProperty property in shape.GetProperty("properties").EnumerateObject())
        {
            string standard = property.Value.TryGetProperty("default", out JsonElement value) ? $"`{JsonSerializer.Serialize(value)}`" : required.Contains(property.Name) ? "required" : "";
            _text.Append(CultureInfo.InvariantCulture, $"| `{prefix}{property.Name}` | {Kind(property.Value)} | {standard} | {Described(property.Value)} |\n");
            if (property.Value.TryGetProperty("properties", out _))
                Fields(property.Value, [], $"{prefix}{property.Name}.");
        }
    }

    private string Kind(JsonElement value)
    {
        if (value.TryGetProperty("$ref", out JsonElement reference))
            return Link(reference.GetString()![Definitions.Length..]);
        if (value.TryGetProperty("anyOf", out JsonElement choices))
            return string.Join(" or ", choices.EnumerateArray().Select(Kind).Distinct());
        if (value.TryGetProperty("enum", out JsonElement words))
            return string.Join(", ", words.EnumerateArray().Select(word => $"`{word.GetRawText()}`"));
        string type = value.TryGetProperty("type", out JsonElement types)
            ? types.ValueKind == JsonValueKind.Array ? string.Join(" or ", types.EnumerateArray().Select(one => one.GetString())) : types.GetString()!
            : "any";
        return value.TryGetProperty("items", out JsonElement items) ? $"{type} of {Kind(items)}" : type + Range(value);
    }

    private string Link(string name) => schema.GetProperty("$defs").GetProperty(name).TryGetProperty("properties", out _)
        ? $"[{name}](#{name.ToLowerInvariant()})"
        : $"[{name}](#kinds-of-values)";

    private static string Range(JsonElement value)
    {
        string least = value.TryGetProperty("minimum", out JsonElement minimum) ? minimum.GetRawText() : "";
        string most = value.TryGetProperty("maximum", out JsonElement maximum) ? maximum.GetRawText() : "";
        return (least, most) switch
        {
            ("", "") => "",
            (_, "") => $", {least} or more",
            ("", _) => $", {most} or less",
            _ => $", {least} to {most}",
        };
    }

    private string Described(JsonElement value) =>
        value.TryGetProperty("description", out _) ? Description(value)
        : value.TryGetProperty("$ref", out JsonElement reference) ? Description(schema.GetProperty("$defs").GetProperty(reference.GetString()![Definitions.Length..]))
        : "";

    private static string Description(JsonElement value) =>
        value.TryGetProperty("description", out JsonElement text) ? text.GetString()!.Replace("|", "\\|", StringComparison.Ordinal) : "";

    private static string Examples(JsonElement value) =>
        value.TryGetProperty("examples", out JsonElement examples) ? string.Join(", ", examples.EnumerateArray().Select(one => $"`{one.GetRawText()}`")) : "";
}
