using System.Diagnostics.Metrics;
using System.Text;
using Tag = System.Collections.Generic.KeyValuePair<string, object?>;

namespace Edge.Telemetry.Exposition;

/// <summary>The series of everything but a histogram: one number each.</summary>
internal sealed class NumberFamily : MetricFamily
{
    private readonly byte[] _sample;
    private readonly SeriesTable<NumberSeries> _series;
    private int _round;

    /// <inheritdoc cref="MetricFamily(FamilyName, InstrumentKind, Instrument)"/>
    internal NumberFamily(FamilyName name, InstrumentKind kind, Instrument source, SeriesBudget budget)
        : base(name, kind, source)
    {
        _sample = Encoding.UTF8.GetBytes(name.Sample);
        _series = new(name.Kind, static labels => new NumberSeries(labels), budget);
        IsWhole = source is Instrument<long> or Instrument<int> or Instrument<short> or Instrument<byte>
            or ObservableInstrument<long> or ObservableInstrument<int> or ObservableInstrument<short> or ObservableInstrument<byte>;
    }

    /// <summary>Whether its numbers are whole ones.</summary>
    internal bool IsWhole { get; }

    /// <summary>All its series.</summary>
    internal ReadOnlySpan<NumberSeries> All => _series.Sorted();

    /// <inheritdoc/>
    internal override bool IsEmpty => All.IsEmpty;

    private bool IsObserved => Instrument is InstrumentKind.ObservableCounter or InstrumentKind.ObservableUpDownCounter or InstrumentKind.ObservableGauge;

    /// <inheritdoc/>
    internal override void Record(double value, ReadOnlySpan<Tag> tags)
    {
        if (Name.Kind == FamilyKind.Counter && !(value >= 0))
            return;
        NumberSeries series = _series.Of(tags);
        if (IsObserved)
            series.Observe(value, _round);
        else if (Instrument == InstrumentKind.Gauge)
            series.Set(value);
        else
            series.Add(value);
    }

    /// <inheritdoc/>
    internal override void BeginCollection() => _round++;

    /// <inheritdoc/>
    internal override void EndCollection()
    {
        if (IsObserved)
            _series.KeepObserved(_round);
    }

    /// <inheritdoc/>
    private protected override void WriteSamples(ref Utf8Output output, ExpositionFormat format)
    {
        foreach (NumberSeries series in _series.Sorted())
            WriteSample(ref output, _sample, series.Labels, series.Value);
    }
}
