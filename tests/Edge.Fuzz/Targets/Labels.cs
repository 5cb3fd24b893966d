namespace Edge.Fuzz.Targets;

/// <summary>Numbers for words that are the same in every process, unlike those of <see cref="string.GetHashCode()"/>.</summary>
internal static class Labels
{
    /// <summary>The number of <paramref name="text"/>, 0 for none. What stands in quotes, and digits, do not count.</summary>
    internal static int Of(string? text)
    {
        uint hash = 0;
        bool quoted = false;
        foreach (char c in text ?? "")
        {
            quoted ^= c is '\'' or '"';
            if (!quoted && !char.IsAsciiDigit(c))
                hash = (hash ^ c) * 16777619;
        }
        return (int)hash;
    }

    /// <summary>One number for several.</summary>
    internal static int Join(params ReadOnlySpan<int> numbers)
    {
        uint hash = 2166136261;
        foreach (int number in numbers)
            hash = (hash ^ (uint)number) * 16777619;
        return (int)hash;
    }
}
