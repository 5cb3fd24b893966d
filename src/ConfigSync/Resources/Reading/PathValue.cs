using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>A path of something that need not exist; relative ones start at the document's folder.</summary>
internal static class PathValue
{
    /// <summary>The absolute path, or null after an error.</summary>
    internal static string? Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        if (text.Length > 0 && !text.Any(char.IsControl))
            return Path.GetFullPath(text, context.BaseDirectory);
        context.Error(node, $"{node.Label} is not a path", "Write a path, relative to this file's folder or absolute.");
        return null;
    }
}
