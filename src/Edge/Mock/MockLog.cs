namespace Edge.Mock;

/// <summary>The last requests of one replica. Any thread.</summary>
/// <param name="size">How many are kept.</param>
internal sealed class MockLog(int size)
{
    private readonly Lock _lock = new();
    private readonly MockLogEntry?[] _ring = new MockLogEntry?[size];
    private long _last;

    /// <summary>Takes the number of the next request.</summary>
    internal long NextSequence() => Interlocked.Increment(ref _last);

    /// <summary>Puts a request in, or in the place of what was known of it. One that was pushed out stays out.</summary>
    internal void Put(MockLogEntry entry)
    {
        lock (_lock)
        {
            ref MockLogEntry? slot = ref _ring[entry.Sequence % _ring.Length];
            if (slot is null || slot.Sequence <= entry.Sequence)
                slot = entry;
        }
    }

    /// <summary>What is kept, oldest first.</summary>
    internal IReadOnlyList<MockLogEntry> Snapshot()
    {
        var entries = new List<MockLogEntry>();
        lock (_lock)
        {
            foreach (MockLogEntry? entry in _ring)
            {
                if (entry is not null)
                    entries.Add(entry);
            }
        }
        entries.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        return entries;
    }

    /// <summary>Forgets all of it; numbers go on.</summary>
    internal void Clear()
    {
        lock (_lock)
            Array.Clear(_ring);
    }
}
