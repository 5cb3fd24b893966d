using System.Diagnostics.Metrics;

namespace Edge.Telemetry.Exposition;

/// <summary>
/// The families there are, by name. Instruments that are alike share one; one that readers could take for another is refused, because
/// a scrape with two metrics of one name fails as a whole. Safe from any thread.
/// </summary>
/// <param name="budget">The room for series.</param>
/// <param name="time">Dates exemplars.</param>
internal sealed class FamilyBook(SeriesBudget budget, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly HashSet<string> _samples = new(StringComparer.Ordinal);
    private MetricFamily[]? _sorted;

    /// <summary>All families by name.</summary>
    internal MetricFamily[] Sorted()
    {
        lock (_lock)
            return _sorted ??= [.. _families.Values];
    }

    /// <summary>The family of <paramref name="instrument"/>; null where it has no name left, or one that is taken.</summary>
    internal MetricFamily? Of(Instrument instrument)
    {
        if (InstrumentKinds.Of(instrument) is not { } kind || FamilyName.Of(instrument.Name, instrument.Unit, kind) is not { } name)
            return null;
        lock (_lock)
        {
            if (_families.TryGetValue(name.Name, out MetricFamily? family))
                return family.Instrument == kind && family.Name == name ? family : null;
            if (name.Samples.Any(_samples.Contains))
                return null;
            _samples.UnionWith(name.Samples);
            _sorted = null;
            return _families[name.Name] = kind == InstrumentKind.Histogram
                ? new HistogramFamily(name, instrument, budget, time)
                : new NumberFamily(name, kind, instrument, budget);
        }
    }
}
