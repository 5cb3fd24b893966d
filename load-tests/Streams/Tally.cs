namespace Edge.LoadTests.Streams;

/// <summary>What all streams saw. Any thread.</summary>
internal sealed class Tally
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _mistakes = [];
    private int _open;
    private int _ended;
    private long _events;
    private long _longestGap;

    /// <summary>Streams whose first event arrived.</summary>
    internal int Open => Volatile.Read(ref _open);

    /// <summary>Streams that ended, well or not.</summary>
    internal int Ended => Volatile.Read(ref _ended);

    /// <summary>Events so far.</summary>
    internal long Events => Volatile.Read(ref _events);

    /// <summary>The longest time between two events of one stream.</summary>
    internal TimeSpan LongestGap => new(Volatile.Read(ref _longestGap));

    /// <summary>Streams that ended before their end mark or otherwise wrong.</summary>
    internal int Cut => Mistakes().Sum(m => m.Value);

    /// <summary>A first event.</summary>
    internal void Began() => Interlocked.Increment(ref _open);

    /// <summary>An event, so long after the one before.</summary>
    internal void Event(TimeSpan gap)
    {
        Interlocked.Increment(ref _events);
        long longest = Volatile.Read(ref _longestGap);
        while (gap.Ticks > longest)
        {
            long seen = Interlocked.CompareExchange(ref _longestGap, gap.Ticks, longest);
            if (seen == longest)
                return;
            longest = seen;
        }
    }

    /// <summary>A stream is over; <paramref name="mistake"/> says what was wrong with it.</summary>
    internal void End(string? mistake)
    {
        if (mistake is not null)
        {
            lock (_lock)
            {
                _mistakes[mistake] = _mistakes.GetValueOrDefault(mistake) + 1;
            }
        }
        Interlocked.Increment(ref _ended);
    }

    /// <summary>What was wrong, and how often.</summary>
    internal KeyValuePair<string, int>[] Mistakes()
    {
        lock (_lock)
        {
            return [.. _mistakes];
        }
    }
}
