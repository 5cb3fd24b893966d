using System.Diagnostics.Metrics;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Edge.Telemetry.Exposition;

/// <summary>
/// One series of a histogram, held by whoever records in it with each request: it is found once, not each time. Who else listens to the
/// instrument hears of it too. Safe from any thread.
/// </summary>
internal sealed class HistogramPoint
{
    private readonly Histogram<double> _instrument;
    private readonly Tag[] _tags;
    private readonly HistogramFamily _family;
    private readonly HistogramSeries _series;
    private readonly BucketBounds _bounds;
    private readonly TimeProvider _time;

    internal HistogramPoint(Histogram<double> instrument, Tag[] tags, HistogramFamily family, TimeProvider time)
    {
        (_instrument, _tags, _family, _bounds, _time) = (instrument, tags, family, family.Bounds, time);
        _series = family.Hold(tags);
    }

    /// <summary>A value was measured.</summary>
    internal void Record(double value)
    {
        _series.Record(_bounds.IndexOf(value), value, _time);
        if (_instrument.Enabled)
            _instrument.Record(value, _tags);
    }

    /// <summary>
    /// Nothing is recorded here any more: the series goes, unless another point records in it. Once; what is recorded behind it is lost.
    /// </summary>
    internal void Release() => _family.Release(_tags, _series);

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
}
