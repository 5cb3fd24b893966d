using System.Buffers;
using System.Diagnostics.Metrics;
using System.Numerics;

namespace Edge.Telemetry.Exposition;

/// <summary>
/// Writes what the instruments of some meters measure, as Prometheus reads it, in a stable order: families by name, series by labels. What is
/// observable is asked at each scrape; the rest is added up here from the moment this is made. Safe from any thread; scrapes come one after
/// the other. An event loop takes part in none of it.
/// </summary>
internal sealed class MetricsExposition : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Meter _own = new("Edge.Telemetry");
    private readonly MeterListener _listener = new();
    private readonly Func<Meter, bool> _isIncluded;
    private readonly FamilyBook _families;
    private readonly TimeProvider _time;
    private long _refused;
    private long _failed;

    /// <param name="isIncluded">Which meters; several of one name may be in a process, so that names alone do not tell them apart.</param>
    /// <param name="time">Dates exemplars.</param>
    /// <param name="limits">How many series there may be.</param>
    internal MetricsExposition(Func<Meter, bool> isIncluded, TimeProvider time, ExpositionLimits limits)
    {
        (_isIncluded, _time) = (isIncluded, time);
        var budget = new SeriesBudget(limits);
        _families = new FamilyBook(budget, time);
        _own.CreateObservableCounter("edge.telemetry.series.dropped", () => budget.Dropped, "{measurement}", "Measurements whose labels found no room for a series of their own: they are in the one whose labels are 'other'.");
        _own.CreateObservableCounter("edge.telemetry.instruments.refused", () => Volatile.Read(ref _refused), "{instrument}", "Instruments left out because another one has their name, with another type or unit.");
        _own.CreateObservableCounter("edge.telemetry.callbacks.failed", () => Volatile.Read(ref _failed), "{callback}", "How often an instrument could not be observed because of a mistake in it.");
        _listener.InstrumentPublished = Publish;
        Listen<byte>();
        Listen<short>();
        Listen<int>();
        Listen<long>();
        Listen<float>();
        Listen<double>();
        Listen<decimal>();
        _listener.Start();
    }

    /// <summary>Writes all current values.</summary>
    internal void Write(IBufferWriter<byte> output, ExpositionFormat format)
    {
        lock (_lock)
        {
            var text = new Utf8Output(output);
            foreach (MetricFamily family in Collect())
                family.Write(ref text, format);
            if (format == ExpositionFormat.OpenMetrics)
                text.Write("# EOF\n"u8);
            text.Flush();
        }
    }

    /// <summary>Hands all current values to <paramref name="read"/>, by the names of families; scrapes wait for it.</summary>
    internal void Read(Action<IReadOnlyList<MetricFamily>> read)
    {
        lock (_lock)
            read(Collect());
    }

    /// <summary>
    /// From now on <paramref name="instrument"/> is not listened to: whoever measures writes into its series by <see cref="Point"/>, which
    /// costs a tenth of the way through a listener. Its meter is one that is included.
    /// </summary>
    internal void TakeOver(Histogram<double> instrument) => _listener.DisableMeasurementEvents(instrument);

    /// <summary>
    /// The series of <paramref name="tags"/> of an instrument that was taken over. It adds itself to <paramref name="waiting"/> when it has something to
    /// flush.
    /// </summary>
    internal HistogramPoint Point(Histogram<double> instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags, List<HistogramPoint> waiting) =>
        new(instrument, tags.ToArray(), (HistogramFamily)_families.Of(instrument)!, _time, waiting);

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        _own.Dispose();
    }

    private void Listen<T>()
        where T : struct, INumber<T> =>
        _listener.SetMeasurementEventCallback<T>(static (_, value, tags, family) => ((MetricFamily)family!).Record(double.CreateSaturating(value), tags));

    private void Publish(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter != _own && !_isIncluded(instrument.Meter))
            return;
        if (_families.Of(instrument) is { } family)
            listener.EnableMeasurementEvents(instrument, family);
        else
            Interlocked.Increment(ref _refused);
    }

    private MetricFamily[] Collect()
    {
        MetricFamily[] families = _families.Sorted();
        foreach (MetricFamily family in families)
            family.BeginCollection();
        Observe();
        foreach (MetricFamily family in families)
            family.EndCollection();
        return families;
    }

    /// <summary>Asks what is observable. A mistake in one instrument leaves its values out and those of others alone.</summary>
    private void Observe()
    {
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException mistakes)
        {
            Interlocked.Add(ref _failed, mistakes.InnerExceptions.Count);
        }
    }
}
