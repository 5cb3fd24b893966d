using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>The path of a file that exists; relative ones start at the document's folder.</summary>
internal static class FileValue
{
    /// <summary>The absolute path, or null after an error.</summary>
    internal static string? Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        if (text.Length == 0 || text.Any(char.IsControl))
        {
            context.Error(node, $"{node.Label} is not a path", "Write the path of a PEM file.");
            return null;
        }
        string path = Path.GetFullPath(text, context.BaseDirectory);
        if (File.Exists(path))
            return path;
        context.Error(
            node,
            $"{node.Label} names no file that exists: {Quoted.Of(node.Text)}",
            $"Write the path of a PEM file; relative ones start at {context.BaseDirectory}.");
        return null;
    }
}
