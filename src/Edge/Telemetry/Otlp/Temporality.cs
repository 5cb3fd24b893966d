using Edge.Telemetry.Exposition;

namespace Edge.Telemetry.Otlp;

/// <summary>
/// What receivers are told of sums and histograms, by <c>OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE</c>
/// (<see href="https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/"/>).
/// </summary>
internal enum Temporality
{
    /// <summary>All since the beginning.</summary>
    Cumulative,

    /// <summary>What is new since the last time, of all that only grows.</summary>
    Delta,

    /// <summary>The same, but for what is observed.</summary>
    LowMemory,
}

/// <summary>What follows from it.</summary>
internal static class Temporalities
{
    /// <summary>The one of a name; without one, or one that nobody knows, the first.</summary>
    internal static Temporality Of(string? name) =>
        string.Equals(name, "delta", StringComparison.OrdinalIgnoreCase) ? Temporality.Delta
        : string.Equals(name, "lowmemory", StringComparison.OrdinalIgnoreCase) ? Temporality.LowMemory
        : Temporality.Cumulative;

    /// <summary>Whether what is new is told of an instrument of this kind.</summary>
    internal static bool IsDelta(this Temporality temporality, InstrumentKind kind) => kind switch
    {
        InstrumentKind.Counter or InstrumentKind.Histogram => temporality != Temporality.Cumulative,
        InstrumentKind.ObservableCounter => temporality == Temporality.Delta,
        _ => false,
    };
}
