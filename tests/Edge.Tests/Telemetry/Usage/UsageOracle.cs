using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Edge.Telemetry.Usage;

namespace Edge.Tests.Telemetry.Usage;

/// <summary>What whole answers say of tokens, by System.Text.Json and tables.</summary>
internal static class UsageOracle
{
    /// <summary>Of a JSON document; null where it is none.</summary>
    internal static UsageFigures? Document(byte[] body) => TryRead(body, 1, out Dictionary<string, long>? said) ? Figures(said) : null;

    /// <summary>Of an event stream whose events are all JSON or <c>[DONE]</c>.</summary>
    internal static UsageFigures Stream(byte[] body)
    {
        string text = Encoding.UTF8.GetString(body).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimStart('\uFEFF');
        var said = new Dictionary<string, long>();
        // What follows the last blank line is no event.
        foreach (string one in text.Split("\n\n")[..^1])
        {
            string data = string.Join('\n', one.Split('\n').Where(line => line.StartsWith("data:", StringComparison.Ordinal)).Select(line => line[5..]));
            if (TryRead(Encoding.UTF8.GetBytes(data), 2, out Dictionary<string, long>? figures))
            {
                foreach ((string name, long figure) in figures)
                    said[name] = figure;
            }
        }
        return Figures(said);
    }

    private static bool TryRead(byte[] json, int deepest, out Dictionary<string, long> said)
    {
        said = [];
        try
        {
            using var document = JsonDocument.Parse(json);
            var found = new List<(int Depth, Dictionary<string, long> Said)>();
            Find(document.RootElement, 1, deepest, found);
            if (found.Count > 0)
                said = found.Last(one => one.Depth == found.Min(other => other.Depth)).Said;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Find(JsonElement element, int depth, int deepest, List<(int Depth, Dictionary<string, long> Said)> found)
    {
        if (depth > deepest)
            return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
                Find(item, depth + 1, deepest, found);
        }
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            bool isUsage = Name(property) == "usage" && property.Value.ValueKind == JsonValueKind.Object
                && JsonMarshal.GetRawUtf8Value(property.Value).Length <= UsageScanner.ObjectBytes;
            if (!isUsage)
                Find(property.Value, depth + 1, deepest, found);
            else if (Read(property.Value) is { } said && said.Keys.Any(name => name is "prompt_tokens" or "input_tokens" or "output_tokens" or "total_tokens"))
                found.Add((depth, said));
        }
    }

    private static Dictionary<string, long> Read(JsonElement usage)
    {
        var said = new Dictionary<string, long>();
        foreach (JsonProperty property in usage.EnumerateObject())
        {
            string name = Name(property);
            if (name.EndsWith("_tokens_details", StringComparison.Ordinal) && property.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty detail in property.Value.EnumerateObject())
                {
                    if (Name(detail) is "cached_tokens" or "reasoning_tokens")
                        Put(said, Name(detail), detail.Value);
                }
            }
            else
                Put(said, name == "completion_tokens" ? "output_tokens" : name, property.Value);
        }
        return said;
    }

    private static void Put(Dictionary<string, long> said, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number && value.GetRawText().All(char.IsAsciiDigit) && value.TryGetInt64(out long figure) && figure <= UsageReader.Most)
            said[name] = figure;
    }

    private static UsageFigures Figures(Dictionary<string, long> said)
    {
        long Of(string name) => said.GetValueOrDefault(name, -1);
        long beside = Math.Max(Of("cache_read_input_tokens"), 0) + Math.Max(Of("cache_creation_input_tokens"), 0);
        long input = Of("prompt_tokens") >= 0 ? Of("prompt_tokens") : Of("input_tokens") >= 0 ? Of("input_tokens") + beside : Of("output_tokens") < 0 ? Of("total_tokens") : -1;
        return new UsageFigures(
            input, Of("output_tokens"), Of("cached_tokens") >= 0 ? Of("cached_tokens") : Of("cache_read_input_tokens"), Of("reasoning_tokens"), IsEstimate: false);
    }

    // As it is written: names with escapes are others.
    private static string Name(JsonProperty property) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property));
}
