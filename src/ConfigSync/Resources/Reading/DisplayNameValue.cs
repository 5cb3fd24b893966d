using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>What people call a resource: any text of less than 64 characters without control characters; may be empty.</summary>
internal static class DisplayNameValue
{
    private const int MaxCharacters = 63;

    /// <summary>The text, or "" after an error.</summary>
    internal static string Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return "";
        if (text.Length > MaxCharacters && text.EnumerateRunes().Count() > MaxCharacters)
            context.Error(node, $"{node.Label} is too long", $"Write at most {MaxCharacters} characters.");
        else if (text.Any(char.IsControl))
            context.Error(node, $"{node.Label} has a control character", "Take it out.");
        else
            return text;
        return "";
    }
}
