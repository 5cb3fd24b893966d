using System.Text;
using System.Text.Json;

namespace Edge.LoadTests.Chaos.Audit;

/// <summary>An error of the edge's own, in the shape of docs/specs/openai.md, "Error body".</summary>
/// <param name="before">What stands before the JSON.</param>
/// <param name="after">What stands behind it.</param>
internal sealed class ErrorCheck(string before = "", string after = "") : BodyCheck
{
    private const int Longest = 2048;
    private static readonly string[] Keys = ["message", "type", "param", "code"];
    private readonly StringBuilder _text = new();

    /// <summary>The code, once it is whole.</summary>
    internal string? Code { get; private set; }

    /// <inheritdoc/>
    internal override bool IsWhole => Code is not null;

    /// <inheritdoc/>
    internal override void Take(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        _text.Append(Encoding.UTF8.GetString(bytes));
        string text = _text.ToString();
        string start = before + "{\"error\":";
        if (string.CompareOrdinal(text, 0, start, 0, Math.Min(text.Length, start.Length)) != 0)
            Mistake = new Finding(ViolationKind.Wrong, "something that is neither of the answer nor an error of the edge");
        else if (Code is not null || text.Length > Longest)
            Mistake = new Finding(ViolationKind.Wrong, "bytes behind an error of the edge");
        else if (text.EndsWith("}}" + after, StringComparison.Ordinal))
            Read(text[before.Length..^after.Length]);
    }

    private void Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement error = document.RootElement.GetProperty("error");
            if (document.RootElement.EnumerateObject().Count() == 1 && error.EnumerateObject().Select(property => property.Name).SequenceEqual(Keys))
                Code = error.GetProperty("code").GetString();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Said below.
        }
        if (Code is null)
            Mistake = new Finding(ViolationKind.Wrong, "an error in another shape than that of OpenAI");
    }
}
