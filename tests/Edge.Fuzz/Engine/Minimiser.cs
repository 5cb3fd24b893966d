namespace Edge.Fuzz.Engine;

/// <summary>
/// Makes the input of a find smaller as long as it stays one of the same kind: takes out halves, quarters, … and short pieces at any
/// place, then makes bytes plain. One thread.
/// </summary>
internal sealed class Minimiser(FuzzTarget target)
{
    // How often the target is asked at most: enough for all of a small input, and some seconds for a large one.
    private const int MostChecks = 200_000;

    // A smaller input is cut elsewhere by the same dice, so that others are tried as well: the more, the rarer they show what was found.
    private const int MostVariants = 24;
    private const int HitsWanted = 3;

    // Pieces up to here are tried in all lengths and at all places: a member of an object, a line.
    private const int Short = 16;

    private int _checks;
    private int _variants = MostVariants;

    /// <summary>The smallest find that was reached from <paramref name="find"/>.</summary>
    internal Find Shrink(Find find)
    {
        int hits = Enumerable.Range(0, MostVariants).Count(variant => Judge.Of(target, find.Input, (ulong)variant)?.Kind == find.Kind);
        _variants = Math.Min(MostVariants, 1 + (HitsWanted * MostVariants / Math.Max(1, hits)));
        Find least;
        do
        {
            least = find;
            find = MakePlain(TakeOut(find));
        }
        while (find != least && _checks < MostChecks);
        return find;
    }

    private Find TakeOut(Find find)
    {
        int length = Math.Max(Short, find.Input.Length / 2);
        while (length > 0)
        {
            find = TakeOut(find, length);
            length = length > Short ? Math.Max(Short, length / 2) : length - 1;
        }
        return find;
    }

    private Find TakeOut(Find find, int length)
    {
        for (int at = 0; at < find.Input.Length;)
        {
            byte[] input = find.Input;
            byte[] shorter = [.. input.AsSpan(0, at), .. input.AsSpan(Math.Min(input.Length, at + length))];
            if (Try(find, shorter) is { } smaller)
                find = smaller;
            else
                at += length > Short ? length : 1;
        }
        return find;
    }

    private Find MakePlain(Find find)
    {
        for (int at = 0; at < find.Input.Length; at++)
        {
            byte plain = char.IsAsciiDigit((char)find.Input[at]) ? (byte)'0' : (byte)'a';
            if (find.Input[at] == plain)
                continue;
            byte[] changed = [.. find.Input];
            changed[at] = plain;
            find = Try(find, changed) ?? find;
        }
        return find;
    }

    private Find? Try(Find find, byte[] input)
    {
        var others = new Dice(find.Variant);
        ulong variant = find.Variant;
        for (int i = 0; i < _variants && _checks < MostChecks; i++, variant = others.Next())
        {
            _checks++;
            if (Judge.Of(target, input, variant) is { } smaller && smaller.Kind == find.Kind)
                return smaller;
        }
        return null;
    }
}
