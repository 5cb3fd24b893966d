using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>The path of a URL, with its query where it has one: <c>/health</c>.</summary>
internal static class UrlPathValue
{
    private const int MaxLength = 1024;

    /// <summary>The path, or null after an error.</summary>
    internal static string? Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        if (text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal) && text.Length <= MaxLength && text.All(c => c is > ' ' and < '\x7f' and not '#'))
            return text;
        context.Error(node, $"{node.Label} is not the path of a URL", "Write one that begins with one slash, such as \"/health\".");
        return null;
    }
}
