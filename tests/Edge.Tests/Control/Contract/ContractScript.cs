using System.Text;
using System.Text.Json;

namespace Edge.Tests.Control.Contract;

/// <summary>
/// Requests to the control API and what must come back, one a line: <c>METHOD path [key=NAME] [if=TAG] [body] -> status [expected]</c>. Paths begin below the
/// account, whose id stands for every <c>@</c>. What is expected is a part of the answer: named properties alone count, arrays are compared whole; a
/// text <c>~words</c> must be inside, <c>*</c> stands for anything but nothing, <c>null</c> for a property that is not there. <c>save NAME property</c>
/// keeps a text of the answer before, <c>{NAME}</c> puts it in.
/// </summary>
internal sealed class ContractScript(HttpClient client, string account)
{
    private readonly Dictionary<string, string> _saved = [];
    private JsonElement _last;
    private string _tag = "";

    internal async Task RunAsync(string script)
    {
        foreach (string line in script.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("save ", StringComparison.Ordinal))
                Save(line.Split(' '));
            else
                await StepAsync(Fill(line));
        }
    }

    private void Save(string[] words) =>
        _saved[words[1]] = words[2] == "ETag" ? _tag : words[2].Split('.').Aggregate(_last, Inside).GetString()!;

    private static JsonElement Inside(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Array ? value[int.Parse(name, null)] : value.GetProperty(name);

    private string Fill(string line)
    {
        foreach ((string name, string value) in _saved)
            line = line.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return line.Replace("@", account, StringComparison.Ordinal);
    }

    private async Task StepAsync(string line)
    {
        string[] sides = line.Split(" -> ");
        sides.Length.ShouldBe(2, line);
        string[] words = sides[0].Split(' ', 3);
        string path = words[1].StartsWith('/') ? words[1] : $"/v1/accounts/{account}/{words[1]}";
        string rest = words.Length > 2 ? words[2] : "";
        using var request = new HttpRequestMessage(new HttpMethod(words[0]), new Uri(path, UriKind.Relative));
        if (Option(ref rest, "key=") is { } key)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        if (Option(ref rest, "if=") is { } tag)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (rest.Length > 0)
            request.Content = new StringContent(rest, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.SendAsync(request);
        string body = await answer.Content.ReadAsStringAsync();
        string[] expected = sides[1].Split(' ', 2);
        ((int)answer.StatusCode).ToString().ShouldBe(expected[0], $"{line}\n{body}");
        _tag = answer.Headers.ETag?.ToString() ?? "";
        using JsonDocument document = JsonDocument.Parse(body);
        _last = document.RootElement.Clone();
        if (expected.Length > 1)
            Compare(JsonDocument.Parse(expected[1]).RootElement, _last, $"{line}\n{body}\n");
    }

    private static string? Option(ref string rest, string name)
    {
        if (!rest.StartsWith(name, StringComparison.Ordinal))
            return null;
        int end = rest.IndexOf(' ', StringComparison.Ordinal);
        string value = end < 0 ? rest[name.Length..] : rest[name.Length..end];
        rest = end < 0 ? "" : rest[(end + 1)..];
        return value;
    }

    private static void Compare(JsonElement expected, JsonElement actual, string place)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                actual.ValueKind.ShouldBe(JsonValueKind.Object, place);
                foreach (JsonProperty property in expected.EnumerateObject())
                {
                    bool isThere = actual.TryGetProperty(property.Name, out JsonElement value);
                    isThere.ShouldBe(property.Value.ValueKind != JsonValueKind.Null, $"{place}.{property.Name}");
                    if (isThere)
                        Compare(property.Value, value, $"{place}.{property.Name}");
                }
                break;
            case JsonValueKind.Array:
                actual.GetArrayLength().ShouldBe(expected.GetArrayLength(), place);
                for (int i = 0; i < expected.GetArrayLength(); i++)
                    Compare(expected[i], actual[i], $"{place}[{i}]");
                break;
            case JsonValueKind.String when expected.GetString()!.StartsWith('~'):
                actual.ToString().ShouldContain(expected.GetString()![1..], Case.Sensitive, place);
                break;
            case JsonValueKind.String when expected.ValueEquals("*"):
                actual.ToString().ShouldNotBeEmpty(place);
                break;
            case JsonValueKind.String:
                actual.ValueKind.ShouldBe(JsonValueKind.String, place);
                actual.GetString().ShouldBe(expected.GetString(), place);
                break;
            default:
                actual.GetRawText().ShouldBe(expected.GetRawText(), place);
                break;
        }
    }
}
