using System.Globalization;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>A number that is not below zero and may have a fraction: a price, or points.</summary>
internal static class AmountValue
{
    private const double Most = 1_000_000;

    /// <summary>Reads it; null after an error.</summary>
    internal static double? Read(ReadContext context, DocumentNode node)
    {
        if (node.Kind != DocumentKind.Number)
            context.WrongKind(node, "a number");
        else if (!double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) || amount is not (>= 0 and <= Most))
            context.Error(node, $"{node.Label} is out of range", $"Write a number from 0 to {Most}.");
        else
            return amount;
        return null;
    }
}
