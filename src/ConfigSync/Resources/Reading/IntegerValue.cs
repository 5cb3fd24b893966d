using System.Globalization;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>A whole number.</summary>
internal static class IntegerValue
{
    /// <summary>A reader of numbers from <paramref name="min"/> to <paramref name="max"/>; it gives <paramref name="min"/> after an error.</summary>
    internal static Func<ReadContext, DocumentNode, int> Between(int min, int max) =>
        (context, node) => (int)Read(context, node, min, max);

    /// <summary>The number, or <paramref name="min"/> after an error.</summary>
    internal static long Read(ReadContext context, DocumentNode node, long min, long max)
    {
        if (node.Kind != DocumentKind.Number)
            context.WrongKind(node, "a number");
        else if (!IsWhole(node.Text))
            context.Error(node, $"{node.Label} must be a whole number", $"Write digits alone, from {min} to {max}.");
        else if (!long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) || number < min || number > max)
            context.Error(node, $"{node.Label} is out of range", $"Write a number from {min} to {max}.");
        else
            return number;
        return min;
    }

    private static bool IsWhole(string number) => number.AsSpan().IndexOfAny('.', 'e', 'E') < 0;
}
