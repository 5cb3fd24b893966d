using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Words for people, several lines of them where somebody likes.</summary>
internal static class DescriptionValue
{
    private const int MaxCharacters = 4096;

    /// <summary>Reads them; empty after an error.</summary>
    internal static string Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return "";
        if (text.Length <= MaxCharacters)
            return text;
        context.Error(node, $"{node.Label} is too long", $"Write at most {MaxCharacters} characters.");
        return "";
    }
}
