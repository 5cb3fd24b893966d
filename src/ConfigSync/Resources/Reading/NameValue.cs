using System.Text;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>A free name: any text of 1-256 bytes of UTF-8 without control characters.</summary>
internal static class NameValue
{
    private const int MaxBytes = 256;

    /// <summary>The name, or null after an error.</summary>
    internal static string? Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return null;
        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes is 0 or > MaxBytes)
            context.Error(node, $"{node.Label} has {bytes} bytes", $"Write 1 to {MaxBytes} bytes of UTF-8.");
        else if (text.Any(char.IsControl))
            context.Error(node, $"{node.Label} has a control character", "Take it out; a value from a file often ends in a line break.");
        else
            return text;
        return null;
    }
}
