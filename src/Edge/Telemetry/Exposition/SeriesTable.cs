using System.Collections.Concurrent;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Edge.Telemetry.Exposition;

/// <summary>
/// The series of one instrument, found by their tags without a lock and without an allocation, and listed by their labels. Bounded: sets that
/// find no room share one series, whose labels are <c>other</c>. Safe from any thread.
/// </summary>
/// <param name="kind">What the labels are for.</param>
/// <param name="create">Makes a series of its labels.</param>
/// <param name="budget">The room of all instruments together.</param>
internal sealed class SeriesTable<T>(FamilyKind kind, Func<byte[], T> create, SeriesBudget budget)
    where T : Series
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<Tag[], T> _byTags = new(1, 0, new TagComparer());
    private readonly SortedDictionary<byte[], T> _byLabels = new(Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b)));
    private int _count;
    private T? _other;
    private T[]? _sorted;

    /// <summary>The series of <paramref name="tags"/>, made where it is new and there is room, else the one of all others.</summary>
    internal T Of(ReadOnlySpan<Tag> tags) =>
        _byTags.GetAlternateLookup<ReadOnlySpan<Tag>>().TryGetValue(tags, out T? series) ? series : Add(tags);

    /// <summary>All series by their labels.</summary>
    internal ReadOnlySpan<T> Sorted()
    {
        lock (_lock)
            return _sorted ??= [.. _byLabels.Values];
    }

    /// <summary>Forgets what was not observed in collection <paramref name="round"/>.</summary>
    internal void KeepObserved(int round)
    {
        lock (_lock)
        {
            int before = _count;
            foreach ((Tag[] tags, T series) in _byTags)
            {
                if (series.Round == round || !_byTags.TryRemove(tags, out _))
                    continue;
                Unlist(series);
                _count--;
            }
            budget.GiveBack(before - _count);
            if (_other is { } other && other.Round != round)
            {
                Unlist(other);
                _other = null;
            }
        }
    }

    /// <summary>The series of <paramref name="tags"/>, which stays until everybody who holds it has given it back by <see cref="Release"/>.</summary>
    internal T Hold(ReadOnlySpan<Tag> tags)
    {
        lock (_lock)
        {
            T series = Of(tags);
            series.Holders++;
            return series;
        }
    }

    /// <summary>Gives back what was held by <paramref name="tags"/>: the last one who does takes the series away, and its room is free.</summary>
    internal void Release(Tag[] tags, T series)
    {
        lock (_lock)
        {
            if (--series.Holders > 0 || series.IsOther)
                return;
            if (_byTags.TryRemove(tags, out _))
            {
                _count--;
                budget.GiveBack(1);
            }
            Unlist(series);
        }
    }

    private T Add(ReadOnlySpan<Tag> tags)
    {
        lock (_lock)
        {
            if (_byTags.GetAlternateLookup<ReadOnlySpan<Tag>>().TryGetValue(tags, out T? series))
                return series;
            if (!budget.TryTake(_count))
            {
                budget.Drop();
                return _other ??= Others(tags);
            }
            // Sets that are written alike are one series: two lines with the same labels would be an error.
            Tag[] own = tags.ToArray();
            series = Listed(LabelBlock.Of(tags, kind), own);
            _byTags[own] = series;
            _count++;
            return series;
        }
    }

    private T Others(ReadOnlySpan<Tag> tags)
    {
        T series = Listed(LabelBlock.OfOthers(tags, kind), [.. tags.ToArray().Select(tag => new Tag(tag.Key, LabelBlock.Other))]);
        series.IsOther = true;
        return series;
    }

    private T Listed(byte[] labels, Tag[] tags)
    {
        if (_byLabels.TryGetValue(labels, out T? series))
            return series;
        _sorted = null;
        series = create(labels);
        series.Tags = tags;
        return _byLabels[labels] = series;
    }

    private void Unlist(T series)
    {
        _byLabels.Remove(series.Labels);
        _sorted = null;
    }
}
