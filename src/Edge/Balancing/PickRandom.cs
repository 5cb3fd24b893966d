using ConfigSync.Snapshots;

namespace Edge.Balancing;

/// <summary>
/// Random numbers for picks: SplitMix64 (Steele, Lea, Flood 2014), one word of state and about a nanosecond a draw. Owned by one
/// thread at a time, passed by reference. Not for secrets.
/// </summary>
internal struct PickRandom
{
    private ulong _state;

    /// <summary>A sequence that <paramref name="seed"/> decides, for tests.</summary>
    internal PickRandom(ulong seed) => _state = seed;

    /// <summary>A sequence nobody can foresee at its start.</summary>
    internal static PickRandom Create() => new(Seed.Next());

    /// <summary>64 uniform bits.</summary>
    internal ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform over 0 … <paramref name="bound"/> - 1, <paramref name="bound"/> ≥ 1; its bias of bound ÷ 2⁶⁴ is far below what any count of requests can show.</summary>
    internal long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);
}
