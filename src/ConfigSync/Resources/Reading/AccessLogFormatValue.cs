using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>An <see cref="AccessLogFormat"/> by its name.</summary>
internal static class AccessLogFormatValue
{
    private static readonly Dictionary<string, AccessLogFormat> Formats = new(StringComparer.Ordinal)
    {
        ["json"] = AccessLogFormat.Json,
        ["plain"] = AccessLogFormat.Plain,
        ["w3c"] = AccessLogFormat.W3C,
    };

    /// <summary>The format, or <see cref="AccessLogFormat.Json"/> after an error.</summary>
    internal static AccessLogFormat Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return default;
        if (Formats.TryGetValue(text, out AccessLogFormat format))
            return format;
        string fix = Nearest.Suggest(Nearest.Find(text, Formats.Keys), "Write \"json\", \"plain\" or \"w3c\".");
        context.Error(node, $"'format' cannot be {Quoted.Of(node.Text)}", fix);
        return default;
    }
}
