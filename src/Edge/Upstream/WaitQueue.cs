using System.Diagnostics.CodeAnalysis;

namespace Edge.Upstream;

/// <summary>Waiters in the order they came; one may wait several times. Not safe from several threads: its pool's lock guards it. Allocates when it grows only.</summary>
internal sealed class WaitQueue<T> where T : class
{
    private (T? Waiter, long Since)[] _ring = new (T?, long)[4];
    private int _head;

    /// <summary>How many wait.</summary>
    internal int Count { get; private set; }

    /// <summary>Since when the first one waits; never while there is none.</summary>
    internal long FirstSince => Count == 0 ? long.MaxValue : _ring[_head].Since;

    /// <summary>Adds <paramref name="waiter"/> at the end; <paramref name="now"/> is not before that of the one in front.</summary>
    internal void Enqueue(T waiter, long now)
    {
        if (Count == _ring.Length)
            Grow();
        At(Count++) = (waiter, now);
    }

    /// <summary>Takes the first one out.</summary>
    internal bool TryDequeue([NotNullWhen(true)] out T? waiter)
    {
        waiter = null;
        if (Count == 0)
            return false;
        waiter = _ring[_head].Waiter!;
        _ring[_head] = default;
        _head = (_head + 1) & (_ring.Length - 1);
        Count--;
        return true;
    }

    /// <summary>Takes the first one out if it came at <paramref name="limit"/> or before.</summary>
    internal bool TryDequeueOlder(long limit, [NotNullWhen(true)] out T? waiter)
    {
        waiter = null;
        return Count > 0 && _ring[_head].Since <= limit && TryDequeue(out waiter);
    }

    /// <summary>Takes <paramref name="waiter"/> out wherever it stands; false when it is not there.</summary>
    internal bool Remove(T waiter)
    {
        for (int i = 0; i < Count; i++)
        {
            if (!ReferenceEquals(At(i).Waiter, waiter))
                continue;
            for (; i < Count - 1; i++)
                At(i) = At(i + 1);
            At(--Count) = default;
            return true;
        }
        return false;
    }

    private ref (T? Waiter, long Since) At(int index) => ref _ring[(_head + index) & (_ring.Length - 1)];

    private void Grow()
    {
        var larger = new (T?, long)[_ring.Length * 2];
        for (int i = 0; i < Count; i++)
            larger[i] = At(i);
        _ring = larger;
        _head = 0;
    }
}
