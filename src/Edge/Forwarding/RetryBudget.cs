using Edge.Buffers;

namespace Edge.Forwarding;

/// <summary>
/// Bounds repeats of requests that had left us: a fifth of the requests of the last ten seconds, never under three
/// (ARCHITECTURE.md, "When something fails"). Without it a struggling upstream would get its load again on top. Safe from any thread;
/// approximate at the turn of a second. An event loop counts its requests in a part of its own, which spends the same budget.
/// </summary>
internal sealed class RetryBudget
{
    private const int Seconds = 10;
    private const int Floor = 3;
    private const int Share = 5;
    private readonly CoarseClock _clock;
    private readonly RetryBudget _whole;
    private readonly Lock _lock = new();
    private readonly (long Second, int Count)[] _requests = new (long, int)[Seconds];
    private readonly (long Second, int Count)[] _retries = new (long, int)[Seconds];
    private RetryBudget[] _parts;

    /// <summary>A budget with nothing spent.</summary>
    internal RetryBudget(CoarseClock clock)
    {
        (_clock, _whole) = (clock, this);
        _parts = [this];
    }

    private RetryBudget(RetryBudget whole) => (_clock, _whole, _parts) = (whole._clock, whole, []);

    /// <summary>A part that counts requests for this budget as well, and spends it.</summary>
    internal RetryBudget NewPart()
    {
        var part = new RetryBudget(_whole);
        lock (_whole._lock)
            _whole._parts = [.. _whole._parts, part];
        return part;
    }

    /// <summary>Counts a request. Of a part: by its one thread, without a lock.</summary>
    internal void Request()
    {
        if (_whole != this)
        {
            Count(_requests);
            return;
        }
        lock (_lock)
            Count(_requests);
    }

    /// <summary>Repeats that may be made now.</summary>
    internal long Left
    {
        get
        {
            lock (_whole._lock)
            {
                long requests = 0;
                foreach (RetryBudget part in _whole._parts)
                    requests += Sum(part._requests);
                return Math.Max(0, Math.Max(Floor, requests / Share) - Sum(_whole._retries));
            }
        }
    }

    /// <summary>Takes one repeat; false when the budget is spent.</summary>
    internal bool TryRetry()
    {
        lock (_whole._lock)
        {
            if (Left == 0)
                return false;
            Count(_whole._retries);
            return true;
        }
    }

    private void Count((long Second, int Count)[] slots)
    {
        long now = _clock.Now / 1000;
        ref (long Second, int Count) slot = ref slots[now % Seconds];
        slot = slot.Second == now ? (now, slot.Count + 1) : (now, 1);
    }

    private long Sum((long Second, int Count)[] slots)
    {
        long oldest = (_clock.Now / 1000) - Seconds;
        long sum = 0;
        foreach ((long second, int count) in slots)
            sum += second > oldest ? count : 0;
        return sum;
    }
}
