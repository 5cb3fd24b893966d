using System.Globalization;
using System.Text;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Edge.Telemetry.Exposition;

/// <summary>The labels of a series as they are written, without the braces: <c>a="b",c="d"</c> in UTF-8. Made once for each series.</summary>
internal static class LabelBlock
{
    /// <summary>The value of labels that stand for many.</summary>
    internal const string Other = "other";

    /// <summary>The labels of <paramref name="tags"/>, by name. Tags without a value have none, since readers take that for the same.</summary>
    /// <param name="tags">In any order. The values of two whose names become one are joined by <c>;</c>.</param>
    /// <param name="kind">A histogram keeps the name <c>le</c> for itself.</param>
    internal static byte[] Of(ReadOnlySpan<Tag> tags, FamilyKind kind) => Block(tags, kind, Text);

    /// <summary>The names of <paramref name="tags"/>, with the value <c>other</c> each.</summary>
    internal static byte[] OfOthers(ReadOnlySpan<Tag> tags, FamilyKind kind) => Block(tags, kind, static _ => Other);

    private static byte[] Block(ReadOnlySpan<Tag> tags, FamilyKind kind, Func<object?, string> text)
    {
        var block = new StringBuilder();
        string? last = null;
        foreach ((string key, object? value) in tags.ToArray().OrderBy(tag => Name(tag.Key, kind), StringComparer.Ordinal).ThenBy(tag => tag.Key, StringComparer.Ordinal))
        {
            string escaped = Escaping.Label(text(value));
            if (escaped.Length == 0)
                continue;
            string name = Name(key, kind);
            if (name == last)
            {
                block.Insert(block.Length - 1, ";" + escaped);
                continue;
            }
            block.Append(last is null ? "" : ",").Append(name).Append("=\"").Append(escaped).Append('"');
            last = name;
        }
        return Encoding.UTF8.GetBytes(block.ToString());
    }

    private static string Name(string key, FamilyKind kind)
    {
        string name = FamilyName.Clean(key);
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || (kind == FamilyKind.Histogram && name == "le"))
            name = "_" + name;
        return name;
    }

    private static string Text(object? value) => value switch
    {
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
