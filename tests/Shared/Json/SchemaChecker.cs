using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Shared.Json;

/// <summary>The part of JSON schema (2020-12) that our schemas use; an unknown keyword is a mistake of the schema.</summary>
/// <param name="root">The schema, or the document that has schemas in it and that references begin from.</param>
internal sealed class SchemaChecker(JsonElement root)
{
    /// <summary>Every violation, as the pointer of the value and the keyword.</summary>
    internal List<string> Check(JsonElement value) => Check(root, value);

    /// <summary>The same for a schema inside the document.</summary>
    internal List<string> Check(JsonElement schema, JsonElement value)
    {
        var violations = new List<string>();
        Check(schema, value, "", violations);
        return violations;
    }

    internal bool Takes(string definition, JsonElement value)
    {
        var violations = new List<string>();
        Check(root.GetProperty("$defs").GetProperty(definition), value, "", violations);
        return violations.Count == 0;
    }

    private void Check(JsonElement schema, JsonElement value, string pointer, List<string> violations)
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (!Holds(keyword, schema, value, pointer, violations))
                violations.Add($"{pointer} {keyword.Name}");
        }
    }

    private bool Holds(JsonProperty keyword, JsonElement schema, JsonElement value, string pointer, List<string> violations)
    {
        switch (keyword.Name)
        {
            case "$schema" or "$defs" or "title" or "description" or "default" or "examples" or "format" or "readOnly":
                return true;
            case "$ref":
                Check(Find(keyword.Value.GetString()!), value, pointer, violations);
                return true;
            case "allOf":
                foreach (JsonElement part in keyword.Value.EnumerateArray())
                    Check(part, value, pointer, violations);
                return true;
            case "type":
                return keyword.Value.ValueKind == JsonValueKind.Array ? keyword.Value.EnumerateArray().Any(t => IsOf(t.GetString()!, value)) : IsOf(keyword.Value.GetString()!, value);
            case "enum":
                return keyword.Value.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value));
            case "pattern":
                return value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!, RegexOptions.ECMAScript | RegexOptions.CultureInvariant);
            case "anyOf":
                return keyword.Value.EnumerateArray().Any(option => Alone(option, value));
            case "maxLength":
                return value.ValueKind != JsonValueKind.String || value.GetString()!.Length <= keyword.Value.GetInt32();
            case "minimum":
                return value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= keyword.Value.GetDecimal();
            case "maximum":
                return value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= keyword.Value.GetDecimal();
            case "minItems":
                return value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32();
            case "uniqueItems":
                return value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Select(i => i.GetRawText()).Distinct().Count() == value.GetArrayLength();
            default:
                return HoldsInside(keyword, schema, value, pointer, violations);
        }
    }

    private bool HoldsInside(JsonProperty keyword, JsonElement schema, JsonElement value, string pointer, List<string> violations)
    {
        switch (keyword.Name)
        {
            case "items":
                for (int i = 0; value.ValueKind == JsonValueKind.Array && i < value.GetArrayLength(); i++)
                    Check(keyword.Value, value[i], string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"), violations);
                return true;
            case "required":
                return value.ValueKind != JsonValueKind.Object || keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _));
            case "properties":
                foreach (JsonProperty property in keyword.Value.EnumerateObject())
                {
                    if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(property.Name, out JsonElement member))
                        Check(property.Value, member, $"{pointer}/{property.Name}", violations);
                }
                return true;
            case "additionalProperties" when keyword.Value.ValueKind == JsonValueKind.Object:
                foreach (JsonProperty member in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : default)
                    Check(keyword.Value, member.Value, $"{pointer}/{member.Name}", violations);
                return true;
            case "additionalProperties":
                return value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(p => schema.TryGetProperty("properties", out JsonElement known) && known.TryGetProperty(p.Name, out _));
            default:
                throw new InvalidOperationException($"the checker does not know '{keyword.Name}'");
        }
    }

    /// <summary>What a reference such as <c>#/$defs/name</c> leads to.</summary>
    internal JsonElement Find(string reference) => reference.Split('/').Skip(1).Aggregate(root, (at, name) => at.GetProperty(name));

    private bool Alone(JsonElement schema, JsonElement value)
    {
        var violations = new List<string>();
        Check(schema, value, "", violations);
        return violations.Count == 0;
    }

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new InvalidOperationException($"the checker does not know the type '{type}'"),
    };
}
