namespace Edge.LoadTests.Snapshots;

/// <summary>What callers saw. Any thread may add; read it when all have.</summary>
internal sealed class LoadResult(TimeSpan length)
{
    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _latencies = [];
    private bool _sorted;
    private int _failures;

    /// <summary>Requests that were not answered with 200, or not at all.</summary>
    internal int Failures => Volatile.Read(ref _failures);

    /// <summary>Requests answered a second.</summary>
    internal double PerSecond => _latencies.Count / length.TotalSeconds;

    /// <summary>The latency that <paramref name="share"/> of all requests did not exceed, in ms.</summary>
    internal double Milliseconds(double share)
    {
        if (!_sorted)
            _latencies.Sort();
        _sorted = true;
        return _latencies.Count == 0 ? 0 : _latencies[(int)(share * (_latencies.Count - 1))].TotalMilliseconds;
    }

    /// <summary>A request failed.</summary>
    internal void Fail() => Interlocked.Increment(ref _failures);

    /// <summary>Latencies of one caller.</summary>
    internal void Add(List<TimeSpan> latencies)
    {
        lock (_lock)
        {
            _latencies.AddRange(latencies);
        }
    }
}
