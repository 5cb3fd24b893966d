namespace ConfigSync.Resources;

/// <summary>
/// One string for a text that comes again and again, such as an account: of a hundred thousand documents each would keep its own. Holds
/// the texts that came last, a bounded number. Safe from any thread; two that come at the same time may get two strings.
/// </summary>
internal static class SharedText
{
    private const int Most = 1024;

    private static readonly string?[] Last = new string?[Most];

    /// <summary>A string that says <paramref name="text"/>.</summary>
    internal static string Of(ReadOnlySpan<char> text)
    {
        ref string? last = ref Last[string.GetHashCode(text) & (Most - 1)];
        string? known = last;
        return known is not null && text.SequenceEqual(known) ? known : last = text.ToString();
    }
}
