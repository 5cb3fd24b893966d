using System.Diagnostics.Metrics;

namespace Edge.Telemetry.Exposition;

/// <summary>What .NET's instruments are, whatever type of number they measure.</summary>
internal enum InstrumentKind
{
    /// <summary>Told what is added; never less than nothing.</summary>
    Counter,

    /// <summary>Told what is added or taken away.</summary>
    UpDownCounter,

    /// <summary>Told what is now.</summary>
    Gauge,

    /// <summary>Told values to be put into buckets.</summary>
    Histogram,

    /// <summary>Asked for a sum that only grows.</summary>
    ObservableCounter,

    /// <summary>Asked for a sum.</summary>
    ObservableUpDownCounter,

    /// <summary>Asked for what is now.</summary>
    ObservableGauge,
}

/// <summary>What follows from the kind of an instrument.</summary>
internal static class InstrumentKinds
{
    private static readonly Dictionary<Type, InstrumentKind> Kinds = new()
    {
        [typeof(Counter<>)] = InstrumentKind.Counter,
        [typeof(UpDownCounter<>)] = InstrumentKind.UpDownCounter,
        [typeof(Gauge<>)] = InstrumentKind.Gauge,
        [typeof(Histogram<>)] = InstrumentKind.Histogram,
        [typeof(ObservableCounter<>)] = InstrumentKind.ObservableCounter,
        [typeof(ObservableUpDownCounter<>)] = InstrumentKind.ObservableUpDownCounter,
        [typeof(ObservableGauge<>)] = InstrumentKind.ObservableGauge,
    };

    /// <summary>The kind of <paramref name="instrument"/>; null for one that .NET does not have today.</summary>
    internal static InstrumentKind? Of(Instrument instrument) =>
        instrument.GetType() is { IsGenericType: true } type && Kinds.TryGetValue(type.GetGenericTypeDefinition(), out InstrumentKind kind) ? kind : null;

    /// <summary>What readers take it for.</summary>
    internal static FamilyKind Family(this InstrumentKind kind) => kind switch
    {
        InstrumentKind.Counter or InstrumentKind.ObservableCounter => FamilyKind.Counter,
        InstrumentKind.Histogram => FamilyKind.Histogram,
        _ => FamilyKind.Gauge,
    };

    /// <summary>Whether it is one of the two whose unit <c>1</c> means a share, and not a count of things.</summary>
    internal static bool MayBeRatio(this InstrumentKind kind) => kind is InstrumentKind.Gauge or InstrumentKind.ObservableGauge;
}
