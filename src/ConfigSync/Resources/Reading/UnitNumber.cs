using System.Globalization;

namespace ConfigSync.Resources.Reading;

/// <summary>A whole number with a unit, such as <c>250ms</c> or <c>64MiB</c>: at most nine digits, no sign, no space.</summary>
internal static class UnitNumber
{
    /// <summary>Parts <paramref name="text"/> into its number and its unit.</summary>
    internal static bool TryParse(string text, out long number, out string unit)
    {
        int digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        unit = digits < 0 ? "" : text[digits..];
        number = 0;
        return digits is > 0 and <= 9 && long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
