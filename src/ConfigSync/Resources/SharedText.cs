using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>
/// One string for a text that comes again and again, such as an account, and one list of it alone, such as the only deployment of a router: of a hundred
/// thousand documents each would keep its own. Holds the texts that came last, a bounded number. Safe from any thread; two that come at the same time may get two strings.
/// </summary>
internal static class SharedText
{
    private const int Most = 1024;

    private static readonly ImmutableArray<string>[] Last = new ImmutableArray<string>[Most];

    /// <summary>A string that says <paramref name="text"/>.</summary>
    internal static string Of(ReadOnlySpan<char> text) => Alone(text)[0];

    /// <summary>A list of nothing but a string that says <paramref name="text"/>.</summary>
    internal static ImmutableArray<string> Alone(ReadOnlySpan<char> text)
    {
        // One reference, which is read and written at once.
        ref ImmutableArray<string> last = ref Last[string.GetHashCode(text) & (Most - 1)];
        ImmutableArray<string> known = last;
        return !known.IsDefault && text.SequenceEqual(known[0]) ? known : last = [text.ToString()];
    }
}
