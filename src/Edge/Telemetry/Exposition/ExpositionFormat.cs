namespace Edge.Telemetry.Exposition;

/// <summary>How metrics are written.</summary>
internal enum ExpositionFormat
{
    /// <summary>Prometheus' text format 0.0.4, for people and for readers that ask for nothing else.</summary>
    Text,

    /// <summary>OpenMetrics 1.0.0, which has units and exemplars.</summary>
    OpenMetrics,
}
