using System.Diagnostics.Metrics;
using System.Text;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Edge.Telemetry.Exposition;

/// <summary>The series of a histogram.</summary>
internal sealed class HistogramFamily : MetricFamily
{
    private readonly byte[] _bucket;
    private readonly byte[] _sum;
    private readonly byte[] _count;
    private readonly BucketBounds _bounds;
    private readonly TimeProvider _time;
    private readonly SeriesTable<HistogramSeries> _series;
    private readonly long[] _counts;
    private readonly Exemplar[] _exemplars;

    /// <inheritdoc cref="MetricFamily(FamilyName, InstrumentKind, Instrument)"/>
    internal HistogramFamily(FamilyName name, Instrument source, SeriesBudget budget, TimeProvider time)
        : base(name, InstrumentKind.Histogram, source)
    {
        _bucket = Encoding.UTF8.GetBytes(name.Name + "_bucket{");
        _sum = Encoding.UTF8.GetBytes(name.Name + "_sum");
        _count = Encoding.UTF8.GetBytes(name.Name + "_count");
        (_bounds, _time) = (BucketBounds.Of(source), time);
        _series = new(FamilyKind.Histogram, labels => new HistogramSeries(labels, _bounds.Count), budget);
        _counts = new long[_bounds.Count];
        _exemplars = new Exemplar[_bounds.Count];
    }

    /// <summary>Its buckets.</summary>
    internal BucketBounds Bounds => _bounds;

    /// <summary>All its series.</summary>
    internal ReadOnlySpan<HistogramSeries> All => _series.Sorted();

    /// <inheritdoc/>
    internal override bool IsEmpty => All.IsEmpty;

    /// <summary>The series of <paramref name="tags"/>, until it is given back.</summary>
    internal HistogramSeries Hold(ReadOnlySpan<Tag> tags) => _series.Hold(tags);

    /// <summary>Gives a series back.</summary>
    internal void Release(Tag[] tags, HistogramSeries series) => _series.Release(tags, series);

    /// <inheritdoc/>
    internal override void Record(double value, ReadOnlySpan<Tag> tags)
    {
        if (value >= 0 || (value < 0 && _bounds.HasNegative))
            _series.Of(tags).Record(_bounds.IndexOf(value), value, _time);
    }

    /// <inheritdoc/>
    private protected override void WriteSamples(ref Utf8Output output, ExpositionFormat format)
    {
        foreach (HistogramSeries series in _series.Sorted())
        {
            double sum = series.CopyTo(_counts, _exemplars);
            long total = WriteBuckets(ref output, series.Labels, format);
            // A sum that can fall is none for OpenMetrics, and without it there is no count.
            if (format == ExpositionFormat.OpenMetrics && _bounds.HasNegative)
                continue;
            WriteSample(ref output, _sum, series.Labels, sum);
            WriteSample(ref output, _count, series.Labels, total);
        }
    }

    /// <summary>Writes the buckets as they are copied; returns how many values are in all.</summary>
    private long WriteBuckets(ref Utf8Output output, byte[] labels, ExpositionFormat format)
    {
        long total = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            total += _counts[i];
            output.Write(_bucket);
            if (labels.Length > 0)
            {
                output.Write(labels);
                output.Write((byte)',');
            }
            output.Write(_bounds.Label(i, format));
            output.Write(total, "");
            if (format == ExpositionFormat.OpenMetrics)
                _exemplars[i].Write(ref output);
            output.Write((byte)'\n');
        }
        return total;
    }
}
