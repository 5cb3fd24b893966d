namespace Edge.Buffers;

/// <summary>
/// Whether all pools together have lent as many bytes as they may. Looked at by the heartbeat, and by whoever needs another block for a body that
/// has some already; everybody else reads what was seen last. Safe from any thread.
/// </summary>
/// <param name="most">The bound in bytes.</param>
internal sealed class MemoryGauge(long most)
{
    private readonly Lock _gate = new();
    private BlockPool[] _pools = [];
    private volatile bool _isFull;

    /// <summary>The bound in bytes.</summary>
    internal long Most => most;

    /// <summary>Whether it was reached when somebody looked last.</summary>
    internal bool IsFull => _isFull;

    /// <summary>Bytes lent now.</summary>
    internal long Used
    {
        get
        {
            long blocks = 0;
            foreach (BlockPool pool in Volatile.Read(ref _pools))
                blocks += pool.Rented;
            return blocks * BlockPool.BlockSize;
        }
    }

    /// <summary>What <paramref name="pool"/> lends counts from here on; the same pool, returned.</summary>
    internal BlockPool Watch(BlockPool pool)
    {
        lock (_gate)
            Volatile.Write(ref _pools, [.. _pools, pool]);
        return pool;
    }

    /// <summary>Counts anew; whether the bound is reached.</summary>
    internal bool Look() => _isFull = Used >= most;
}
