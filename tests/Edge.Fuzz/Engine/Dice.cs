namespace Edge.Fuzz.Engine;

/// <summary>
/// Random numbers (SplitMix64) that are the same on every machine and version for the same seed, and cost a nanosecond. One thread.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;

    private ulong _state = seed;

    /// <summary>Makes dice that have nothing in common with those of another name or number.</summary>
    internal static Dice For(ulong seed, string name, int number)
    {
        var dice = new Dice(seed ^ ((ulong)number << 48));
        foreach (char c in name)
            dice._state = dice.Next() ^ c;
        return dice;
    }

    /// <summary>64 random bits.</summary>
    internal ulong Next()
    {
        _state += Golden;
        ulong bits = _state;
        bits = (bits ^ (bits >> 30)) * 0xBF58_476D_1CE4_E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D0_49BB_1331_11EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>From 0 to below <paramref name="end"/>, which is at least 1.</summary>
    internal int Next(int end) => (int)(((Next() >> 32) * (uint)end) >> 32);

    /// <summary>From <paramref name="start"/> to below <paramref name="end"/>.</summary>
    internal int Next(int start, int end) => start + Next(end - start);

    /// <summary>True once in <paramref name="times"/>.</summary>
    internal bool OneIn(int times) => Next(times) == 0;

    /// <summary>One of them.</summary>
    internal T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>One of them, the first ones more often.</summary>
    internal T PickEarly<T>(IReadOnlyList<T> items) => items[Next(Next(items.Count) + 1)];
}
