namespace Edge.Telemetry.Exposition;

/// <summary>How often values fell into which bucket. Safe from any thread; a lock of its own keeps counts, sum and exemplars together.</summary>
internal sealed class HistogramSeries(byte[] labels, int buckets) : Series(labels)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[buckets];
    private Exemplar[]? _exemplars;
    private double _sum;
    private long[]? _told;
    private double _toldSum;

    /// <summary>A value fell into a bucket; within an <see cref="ExemplarScope"/> it becomes the bucket's exemplar.</summary>
    internal void Record(int bucket, double value, TimeProvider time)
    {
        ref readonly SpanIdentity span = ref ExemplarScope.Current;
        long now = span.IsNone ? 0 : time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_lock)
        {
            _counts[bucket]++;
            _sum += value;
            if (!span.IsNone)
                (_exemplars ??= new Exemplar[_counts.Length])[bucket] = new Exemplar(span, value, now);
        }
    }

    /// <summary>Values fell into buckets: so many into each, together <paramref name="sum"/>.</summary>
    internal void Add(ReadOnlySpan<int> counts, double sum)
    {
        lock (_lock)
        {
            for (int i = 0; i < counts.Length; i++)
                _counts[i] += counts[i];
            _sum += sum;
        }
    }

    /// <summary>Copies what there is at one moment; returns the sum of all values.</summary>
    /// <param name="counts">Of each bucket alone.</param>
    /// <param name="exemplars">The last of each bucket, or none.</param>
    internal double CopyTo(long[] counts, Exemplar[] exemplars)
    {
        lock (_lock)
        {
            _counts.CopyTo(counts, 0);
            if (_exemplars is null)
                Array.Clear(exemplars);
            else
                _exemplars.CopyTo(exemplars, 0);
            return _sum;
        }
    }

    /// <summary>Like <see cref="CopyTo"/>, what is new since it was called last. One caller alone, on one thread at a time.</summary>
    internal double TakeNew(long[] counts, Exemplar[] exemplars)
    {
        double sum = CopyTo(counts, exemplars), before = _toldSum;
        _told ??= new long[counts.Length];
        for (int i = 0; i < counts.Length; i++)
            (counts[i], _told[i]) = (counts[i] - _told[i], counts[i]);
        _toldSum = sum;
        return sum - before;
    }
}
