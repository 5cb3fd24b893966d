using System.Globalization;
using Edge.Telemetry.Exposition;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Edge.Telemetry.Otlp;

/// <summary>
/// What the families of <c>/metrics</c> hold, as a request to a receiver of OTLP, with the names that the instruments have
/// (<see href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.5.0/opentelemetry/proto/metrics/v1/metrics.proto"/>). One thread at a time.
/// </summary>
/// <param name="resource">What sends them.</param>
/// <param name="began">When counting began.</param>
/// <param name="temporality">Whether a message tells all there ever was, or what is new.</param>
/// <param name="time">Dates a message.</param>
internal sealed class MetricsMessage(IReadOnlyList<Tag> resource, DateTimeOffset began, Temporality temporality, TimeProvider time)
{
    private const int NanosecondsPerTick = 100;
    private readonly ProtoWriter _proto = new();
    private long[] _counts = [];
    private Exemplar[] _exemplars = [];
    private long _before = Nanoseconds(began);
    private long _now;

    /// <summary>Writes what there is now; valid until the next call.</summary>
    internal ReadOnlyMemory<byte> Write(MetricsExposition exposition)
    {
        _proto.Clear();
        _now = Nanoseconds(time.GetUtcNow());
        int all = _proto.Begin(Field.ResourceMetrics);
        int of = _proto.Begin(Field.Resource);
        foreach (Tag attribute in resource)
            Attribute(Field.ResourceAttributes, attribute);
        _proto.End(of);
        exposition.Read(families =>
        {
            foreach (IGrouping<(string Name, string? Version), MetricFamily> scope in families.GroupBy(family => (family.Source.Meter.Name, family.Source.Meter.Version)))
                Scope(scope.Key, scope);
        });
        _proto.End(all);
        _before = _now;
        return _proto.Written;
    }

    private void Scope((string Name, string? Version) meter, IEnumerable<MetricFamily> families)
    {
        int scope = _proto.Begin(Field.ScopeMetrics);
        int instrumentation = _proto.Begin(Field.Scope);
        _proto.Text(Field.ScopeName, meter.Name);
        if (!string.IsNullOrEmpty(meter.Version))
            _proto.Text(Field.ScopeVersion, meter.Version);
        _proto.End(instrumentation);
        foreach (MetricFamily family in families)
        {
            if (family.IsEmpty)
                continue;
            int metric = _proto.Begin(Field.Metrics);
            _proto.Text(Field.MetricName, family.Source.Name);
            _proto.Text(Field.MetricDescription, family.Source.Description ?? "");
            _proto.Text(Field.MetricUnit, family.Source.Unit ?? "");
            if (family is HistogramFamily histogram)
                Histogram(histogram);
            else
                Numbers((NumberFamily)family);
            _proto.End(metric);
        }
        _proto.End(scope);
    }

    private void Numbers(NumberFamily family)
    {
        bool isDelta = temporality.IsDelta(family.Instrument);
        bool isGauge = family.Instrument is InstrumentKind.Gauge or InstrumentKind.ObservableGauge;
        int data = _proto.Begin(isGauge ? Field.Gauge : Field.Sum);
        foreach (NumberSeries series in family.All)
        {
            double value = isDelta ? series.TakeNew() : series.Value;
            int point = _proto.Begin(Field.DataPoints);
            if (!isGauge)
                _proto.Fixed(Field.PointStart, StartOf(isDelta));
            _proto.Fixed(Field.PointTime, _now);
            if (family.IsWhole)
                _proto.Fixed(Field.PointInt, (long)value);
            else
                _proto.Double(Field.PointDouble, value);
            foreach (Tag tag in series.Tags)
                Attribute(Field.PointAttributes, tag);
            _proto.End(point);
        }
        if (!isGauge)
        {
            Temporal(isDelta);
            _proto.Number(Field.SumIsMonotonic, family.Name.Kind == FamilyKind.Counter ? 1UL : 0);
        }
        _proto.End(data);
    }

    private void Histogram(HistogramFamily family)
    {
        bool isDelta = temporality.IsDelta(family.Instrument);
        int data = _proto.Begin(Field.Histogram);
        Array.Resize(ref _counts, family.Bounds.Count);
        Array.Resize(ref _exemplars, family.Bounds.Count);
        foreach (HistogramSeries series in family.All)
        {
            double sum = isDelta ? series.TakeNew(_counts, _exemplars) : series.CopyTo(_counts, _exemplars);
            int point = _proto.Begin(Field.DataPoints);
            _proto.Fixed(Field.PointStart, StartOf(isDelta));
            _proto.Fixed(Field.PointTime, _now);
            _proto.Fixed(Field.HistogramCount, _counts.Sum());
            // A sum that can fall is none for a receiver.
            if (!family.Bounds.HasNegative)
                _proto.Double(Field.HistogramSum, sum);
            _proto.Packed(Field.HistogramCounts, _counts);
            _proto.Packed(Field.HistogramBounds, family.Bounds.Values);
            foreach (Exemplar exemplar in _exemplars)
                Exemplar(exemplar, StartOf(isDelta));
            foreach (Tag tag in series.Tags)
                Attribute(Field.HistogramAttributes, tag);
            _proto.End(point);
        }
        Temporal(isDelta);
        _proto.End(data);
    }

    /// <summary>One that is older than what the point tells of is left out.</summary>
    private void Exemplar(in Exemplar exemplar, long start)
    {
        long at = exemplar.UnixMilliseconds * TimeSpan.TicksPerMillisecond * NanosecondsPerTick;
        if (exemplar.Span.IsNone || at < start)
            return;
        int begin = _proto.Begin(Field.HistogramExemplars);
        _proto.Fixed(Field.ExemplarTime, at);
        _proto.Double(Field.ExemplarDouble, exemplar.Value);
        _proto.Id(Field.ExemplarSpan, exemplar.Span.SpanId);
        _proto.Id(Field.ExemplarTrace, exemplar.Span.TraceId);
        _proto.End(begin);
    }

    private void Attribute(int field, Tag tag)
    {
        if (tag.Value is null)
            return;
        int attribute = _proto.Begin(field);
        _proto.Text(Field.Key, tag.Key);
        int value = _proto.Begin(Field.Value);
        switch (tag.Value)
        {
            case bool truth:
                _proto.Number(Field.ValueBool, truth ? 1UL : 0);
                break;
            case byte or short or int or long:
                _proto.Number(Field.ValueInt, (ulong)Convert.ToInt64(tag.Value, CultureInfo.InvariantCulture));
                break;
            case float or double:
                _proto.Double(Field.ValueDouble, Convert.ToDouble(tag.Value, CultureInfo.InvariantCulture));
                break;
            default:
                _proto.Text(Field.ValueText, Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "");
                break;
        }
        _proto.End(value);
        _proto.End(attribute);
    }

    private void Temporal(bool isDelta) => _proto.Number(Field.Temporality, isDelta ? 1UL : 2);

    private long StartOf(bool isDelta) => isDelta ? _before : Nanoseconds(began);

    private static long Nanoseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;

    /// <summary>Numbers of fields, by message. Gauge, Sum and Histogram share some.</summary>
    private static class Field
    {
        internal const int ResourceMetrics = 1;
        internal const int Resource = 1, ScopeMetrics = 2;
        internal const int ResourceAttributes = 1;
        internal const int Scope = 1, Metrics = 2;
        internal const int ScopeName = 1, ScopeVersion = 2;
        internal const int MetricName = 1, MetricDescription = 2, MetricUnit = 3, Gauge = 5, Sum = 7, Histogram = 9;
        internal const int DataPoints = 1, Temporality = 2, SumIsMonotonic = 3;
        internal const int PointStart = 2, PointTime = 3, PointDouble = 4, PointInt = 6, PointAttributes = 7;
        internal const int HistogramCount = 4, HistogramSum = 5, HistogramCounts = 6, HistogramBounds = 7, HistogramExemplars = 8, HistogramAttributes = 9;
        internal const int ExemplarTime = 2, ExemplarDouble = 3, ExemplarSpan = 4, ExemplarTrace = 5;
        internal const int Key = 1, Value = 2;
        internal const int ValueText = 1, ValueBool = 2, ValueInt = 3, ValueDouble = 4;
    }
}
