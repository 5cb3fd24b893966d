using System.Text.Json;

namespace Edge.Mock.Answers;

/// <summary>Writes a plausible value for a JSON schema: what a model might pass to a tool. Knows the common keywords, ignores the rest.</summary>
internal static class SchemaExample
{
    // Schemas may refer to themselves; real arguments are shallower.
    private const int MaxDepth = 8;

    /// <summary>Writes a value of <paramref name="schema"/>, whose references point into <paramref name="root"/>; <paramref name="name"/> hints at the text.</summary>
    internal static void Write(Utf8JsonWriter json, JsonElement schema, JsonElement root, string name, int depth = 0)
    {
        if (depth > MaxDepth || schema.ValueKind != JsonValueKind.Object)
        {
            json.WriteNullValue();
            return;
        }
        if (schema.TryGetProperty("const", out JsonElement constant))
            constant.WriteTo(json);
        else if (First(schema, "enum") is { } first)
            first.WriteTo(json);
        else if (schema.TryGetProperty("default", out JsonElement given))
            given.WriteTo(json);
        else if (First(schema, "examples") is { } example)
            example.WriteTo(json);
        else if (schema.TryGetProperty("$ref", out JsonElement reference))
            Write(json, Resolve(root, reference.GetString() ?? ""), root, name, depth + 1);
        else if ((First(schema, "anyOf") ?? First(schema, "oneOf") ?? First(schema, "allOf")) is { } part)
            Write(json, part, root, name, depth + 1);
        else
            WriteTyped(json, schema, root, name, depth);
    }

    private static void WriteTyped(Utf8JsonWriter json, JsonElement schema, JsonElement root, string name, int depth)
    {
        switch (TypeOf(schema))
        {
            case "object":
                WriteObject(json, schema, root, depth);
                break;
            case "array":
                json.WriteStartArray();
                if (schema.TryGetProperty("items", out JsonElement items))
                    Write(json, items, root, name, depth + 1);
                json.WriteEndArray();
                break;
            case "integer" or "number":
                if (schema.TryGetProperty("minimum", out JsonElement minimum) && minimum.ValueKind == JsonValueKind.Number)
                    minimum.WriteTo(json);
                else
                    json.WriteNumberValue(1);
                break;
            case "boolean":
                json.WriteBooleanValue(true);
                break;
            case "null":
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(Text(schema, name));
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement schema, JsonElement root, int depth)
    {
        json.WriteStartObject();
        if (schema.TryGetProperty("properties", out JsonElement properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in properties.EnumerateObject())
            {
                json.WritePropertyName(property.Name);
                Write(json, property.Value, root, property.Name, depth + 1);
            }
        }
        json.WriteEndObject();
    }

    private static string TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out JsonElement type))
            return schema.TryGetProperty("properties", out _) ? "object" : "string";
        // ["string", "null"] is the usual way to say "optional": the first one is the interesting one.
        if (type.ValueKind == JsonValueKind.Array && type.GetArrayLength() > 0)
            type = type[0];
        return type.ValueKind == JsonValueKind.String ? type.GetString()! : "string";
    }

    private static string Text(JsonElement schema, string name) =>
        (schema.TryGetProperty("format", out JsonElement format) && format.ValueKind == JsonValueKind.String ? format.GetString() : null) switch
        {
            "date" => "2025-01-31",
            "time" => "12:00:00Z",
            "date-time" => "2025-01-31T12:00:00Z",
            "email" => "user@example.com",
            "uri" or "url" => "https://example.com/",
            "uuid" => "123e4567-e89b-42d3-a456-426614174000",
            _ => "example " + name,
        };

    private static JsonElement? First(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
            ? list[0] : null;

    private static JsonElement Resolve(JsonElement root, string reference)
    {
        if (!reference.StartsWith('#'))
            return default;
        foreach (string step in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(step, out root))
                return default;
        }
        return root;
    }
}
