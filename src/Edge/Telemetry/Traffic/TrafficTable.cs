using System.Collections.Concurrent;

namespace Edge.Telemetry.Traffic;

/// <summary>Counts by name, of which there are so many at most. One thread writes, any may read.</summary>
/// <typeparam name="T">The counts of one name.</typeparam>
/// <param name="most">How many names are told apart.</param>
internal sealed class TrafficTable<T>(int most)
    where T : TrafficCount, new()
{
    private readonly ConcurrentDictionary<string, T> _counts = new(concurrencyLevel: 1, capacity: 31, StringComparer.Ordinal);
    private int _size;
    private int _missed;

    /// <summary>All of them, as they are found while one goes on counting.</summary>
    internal IEnumerable<KeyValuePair<string, T>> All => _counts;

    /// <summary>The counts of a name; null where it is empty, or one too many.</summary>
    internal T? Find(string name)
    {
        if (name.Length == 0)
            return null;
        if (_counts.TryGetValue(name, out T? known))
        {
            known.IsRecent = true;
            return known;
        }
        if (_size >= most && !TryMakeRoom())
            return null;
        var count = new T();
        _counts[name] = count;
        _size++;
        return count;
    }

    /// <summary>
    /// Forgets those that got no request since the last time. That is a walk through all, so there is one for as many misses as there are names.
    /// </summary>
    private bool TryMakeRoom()
    {
        if (_missed++ % most != 0)
            return false;
        foreach ((string name, T count) in _counts)
        {
            if (!count.IsRecent && _counts.TryRemove(name, out _))
                _size--;
            count.IsRecent = false;
        }
        return _size < most;
    }
}
