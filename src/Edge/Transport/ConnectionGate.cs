namespace Edge.Transport;

/// <summary>Counts the connections of all loops against one limit. Safe from any thread.</summary>
/// <param name="limit">How many there may be at once.</param>
internal sealed class ConnectionGate(int limit)
{
    private int _count;

    /// <summary>How many there are.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>How many there may be.</summary>
    internal int Limit => limit;

    /// <summary>Counts one more; false when the limit is reached.</summary>
    internal bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= limit)
            return true;
        Interlocked.Decrement(ref _count);
        return false;
    }

    /// <summary>One is closed. Once for each that entered.</summary>
    internal void Leave() => Interlocked.Decrement(ref _count);
}
