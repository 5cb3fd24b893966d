using System.Diagnostics.Metrics;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Edge.Telemetry.Exposition;

/// <summary>
/// One series of a histogram, held by whoever records in it with each request: it is found once, not each time, and what is recorded becomes part of it
/// with the next <see cref="Flush"/>, under one lock for many values. Who else listens to the instrument hears of each. One thread at a time.
/// </summary>
internal sealed class HistogramPoint
{
    private readonly Histogram<double> _instrument;
    private readonly Tag[] _tags;
    private readonly HistogramFamily _family;
    private readonly HistogramSeries _series;
    private readonly BucketBounds _bounds;
    private readonly TimeProvider _time;
    private readonly List<HistogramPoint> _waiting;
    private readonly int[] _counts;
    private double _sum;
    private bool _waits;

    /// <param name="instrument">What is measured.</param>
    /// <param name="tags">Of the series.</param>
    /// <param name="family">That of the instrument.</param>
    /// <param name="time">For exemplars.</param>
    /// <param name="waiting">Takes this one when it is to be flushed.</param>
    internal HistogramPoint(Histogram<double> instrument, Tag[] tags, HistogramFamily family, TimeProvider time, List<HistogramPoint> waiting)
    {
        (_instrument, _tags, _family, _bounds, _time, _waiting) = (instrument, tags, family, family.Bounds, time, waiting);
        _series = family.Hold(tags);
        _counts = new int[_bounds.Count];
    }

    /// <summary>A value was measured. Within an <see cref="ExemplarScope"/> it is part of the series at once.</summary>
    internal void Record(double value)
    {
        int bucket = _bounds.IndexOf(value);
        if (ExemplarScope.Current.IsNone)
            Keep(bucket, value);
        else
            _series.Record(bucket, value, _time);
        if (_instrument.Enabled)
            _instrument.Record(value, _tags);
    }

    /// <summary>Lets the series have what was recorded.</summary>
    internal void Flush()
    {
        if (!_waits)
            return;
        _series.Add(_counts, _sum);
        Array.Clear(_counts);
        (_sum, _waits) = (0, false);
    }

    /// <summary>
    /// Nothing is recorded here any more: the series goes, unless another point records in it. Once; what is recorded behind it is lost.
    /// </summary>
    internal void Release()
    {
        Flush();
        _family.Release(_tags, _series);
    }

    /// <summary>
    /// Values were measured and put into the buckets of this instrument already. Those who listen hear of each as the bound of its bucket, and of what is above
    /// all bounds as twice the highest.
    /// </summary>
    internal void Add(ReadOnlySpan<int> counts, double sum)
    {
        _series.Add(counts, sum);
        if (!_instrument.Enabled)
            return;
        for (int i = 0; i < counts.Length; i++)
        {
            for (int n = 0; n < counts[i]; n++)
                _instrument.Record(_bounds.Within(i), _tags);
        }
    }

    private void Keep(int bucket, double value)
    {
        _counts[bucket]++;
        _sum += value;
        if (_waits)
            return;
        _waits = true;
        _waiting.Add(this);
    }
}
