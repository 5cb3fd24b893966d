namespace Edge.Telemetry.Exposition;

/// <summary>Which span of which trace, by the numbers of the W3C's trace context.</summary>
/// <param name="TraceId">16 bytes, the first one highest; 0 is none.</param>
/// <param name="SpanId">8 bytes, the first one highest.</param>
internal readonly record struct SpanIdentity(UInt128 TraceId, ulong SpanId)
{
    /// <summary>Whether there is none.</summary>
    internal bool IsNone => TraceId == UInt128.Zero;
}
