using Edge.Buffers;

namespace Edge.Forwarding;

/// <summary>
/// Bounds repeats of requests that had left us: a fifth of the requests of the last ten seconds, never under three
/// (ARCHITECTURE.md, "When something fails"). Without it a struggling upstream would get its load again on top. Safe from any thread;
/// approximate at the turn of a second.
/// </summary>
internal sealed class RetryBudget(CoarseClock clock)
{
    private const int Seconds = 10;
    private const int Floor = 3;
    private const int Share = 5;
    private readonly Lock _lock = new();
    private readonly int[] _requests = new int[Seconds];
    private readonly int[] _retries = new int[Seconds];
    private long _second;

    /// <summary>Counts a request.</summary>
    internal void Request()
    {
        lock (_lock)
            _requests[Slot()]++;
    }

    /// <summary>Takes one repeat; false when the budget is spent.</summary>
    internal bool TryRetry()
    {
        lock (_lock)
        {
            int slot = Slot();
            int requests = 0;
            int retries = 0;
            for (int i = 0; i < Seconds; i++)
            {
                requests += _requests[i];
                retries += _retries[i];
            }
            if (retries >= Math.Max(Floor, requests / Share))
                return false;
            _retries[slot]++;
            return true;
        }
    }

    private int Slot()
    {
        long now = clock.Now / 1000;
        for (long second = Math.Max(_second + 1, now - Seconds + 1); second <= now; second++)
            _requests[second % Seconds] = _retries[second % Seconds] = 0;
        _second = Math.Max(_second, now);
        return (int)(_second % Seconds);
    }
}
