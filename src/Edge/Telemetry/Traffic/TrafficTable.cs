using System.Collections.Concurrent;

namespace Edge.Telemetry.Traffic;

/// <summary>Counts by name, of which there are so many at most. One thread writes, any may read.</summary>
/// <typeparam name="T">The counts of one name.</typeparam>
/// <param name="most">How many names are told apart.</param>
internal sealed class TrafficTable<T>(int most)
    where T : TrafficCount, new()
{
    private readonly ConcurrentDictionary<string, T> _counts = new(concurrencyLevel: 1, capacity: 31, StringComparer.Ordinal);

    // By reference: the names of what did not change are the same strings from snapshot to snapshot, and a hash of a full name takes a while.
    private readonly Dictionary<string, T> _known = new(ReferenceEqualityComparer.Instance);
    private int _size;
    private int _missed;

    /// <summary>All of them, as they are found while one goes on counting.</summary>
    internal IEnumerable<KeyValuePair<string, T>> All => _counts;

    /// <summary>The counts of a name; null where it is empty, or one too many.</summary>
    internal T? Find(string name)
    {
        if (name.Length == 0)
            return null;
        if (!_known.TryGetValue(name, out T? count) && (count = FindByText(name)) is null)
            return null;
        count.IsRecent = true;
        return count;
    }

    private T? FindByText(string name)
    {
        if (!_counts.TryGetValue(name, out T? count))
        {
            if (_size >= most && !TryMakeRoom())
                return null;
            _counts[name] = count = new T();
            _size++;
        }
        // What is remembered of old strings goes before it grows without end.
        if (_known.Count >= 2 * most)
            _known.Clear();
        return _known[name] = count;
    }

    /// <summary>
    /// Forgets those that got no request since the last time. That is a walk through all, so there is one for as many misses as there are names.
    /// </summary>
    private bool TryMakeRoom()
    {
        if (_missed++ % most != 0)
            return false;
        _known.Clear();
        foreach ((string name, T count) in _counts)
        {
            if (!count.IsRecent && _counts.TryRemove(name, out _))
                _size--;
            count.IsRecent = false;
        }
        return _size < most;
    }
}
