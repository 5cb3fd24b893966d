using System.Collections;

namespace ConfigSync.Snapshots;

/// <summary>Chunks of entries, one run behind the other, as what a snapshot shows of each. Immutable, and safe from any thread.</summary>
/// <param name="runs">Chunks that nobody writes any more.</param>
/// <param name="show">What is shown of an entry.</param>
/// <typeparam name="T">What is shown of each.</typeparam>
internal sealed class EntryView<T>(RouteEntry[][][] runs, Func<RouteEntry, T> show) : IReadOnlyList<T>
{
    /// <inheritdoc/>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (RouteEntry[][] run in runs)
            {
                foreach (RouteEntry[] chunk in run)
                    count += chunk.Length;
            }
            return count;
        }
    }

    /// <inheritdoc/>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            int rest = index;
            foreach (RouteEntry[][] run in runs)
            {
                foreach (RouteEntry[] chunk in run)
                {
                    if (rest < chunk.Length)
                        return show(chunk[rest]);
                    rest -= chunk.Length;
                }
            }
            throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        foreach (RouteEntry[][] run in runs)
        {
            foreach (RouteEntry[] chunk in run)
            {
                foreach (RouteEntry entry in chunk)
                    yield return show(entry);
            }
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
