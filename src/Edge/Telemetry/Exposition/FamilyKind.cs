namespace Edge.Telemetry.Exposition;

/// <summary>What readers of both formats know of the kinds of metrics.</summary>
internal enum FamilyKind
{
    /// <summary>Goes up and may be summed; its samples end in <c>_total</c>.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>How often values fell into which bucket.</summary>
    Histogram,
}
