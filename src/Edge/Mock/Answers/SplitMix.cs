namespace Edge.Mock.Answers;

/// <summary>
/// SplitMix64: random-looking numbers that are the same on every machine and runtime, which <see cref="Random"/> does not
/// promise. A mutable struct of one owner.
/// </summary>
internal struct SplitMix(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number.</summary>
    internal ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>The next number from 0 to below 1.</summary>
    internal double NextUnit() => (Next() >> 11) * (1.0 / (1UL << 53));
}
