using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>A number of bytes: a plain number, or a string such as <c>64KiB</c>, <c>64MiB</c>, <c>1GiB</c>.</summary>
internal static class SizeValue
{
    /// <summary>The size in bytes, or <paramref name="min"/> after an error.</summary>
    internal static long Read(ReadContext context, DocumentNode node, long min, long max)
    {
        if (node.Kind == DocumentKind.Number)
            return IntegerValue.Read(context, node, min, max);
        if (node.Kind != DocumentKind.String)
        {
            context.WrongKind(node, "a number of bytes, or a string such as \"64MiB\"");
            return min;
        }
        if (TextValue.Read(context, node) is not { } text)
            return min;
        long? size = Parse(text);
        if (size is null)
            context.Error(node, $"{node.Label} is not a size", "Write a number of bytes, or a string such as \"64KiB\", \"64MiB\" or \"1GiB\".");
        else if (size < min || size > max)
            context.Error(node, $"{node.Label} is out of range", $"Write a size from {min} to {max} bytes.");
        else
            return size.Value;
        return min;
    }

    private static long? Parse(string text)
    {
        if (!UnitNumber.TryParse(text, out long number, out string unit))
            return null;
        return unit switch
        {
            "KiB" => number << 10,
            "MiB" => number << 20,
            "GiB" => number << 30,
            _ => null,
        };
    }
}
