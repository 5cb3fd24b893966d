using Edge.LoadTests.Chaos.Material;

namespace Edge.LoadTests.Chaos.Plans;

/// <summary>Hands out nonces. Safe from any thread.</summary>
/// <param name="seed">Of the run: runs with the same seed have the same nonces.</param>
internal sealed class Nonces(int seed)
{
    private int _last;

    /// <summary>How many were handed out.</summary>
    internal int Count => Volatile.Read(ref _last);

    /// <summary>Another one.</summary>
    internal Nonce Next() => new(((ulong)(uint)seed << 32) | (uint)Interlocked.Increment(ref _last));
}
