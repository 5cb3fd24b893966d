namespace Edge.Telemetry.Exposition;

/// <summary>One measurement of a bucket, and where to look what happened.</summary>
/// <param name="Span">The span; none where the bucket has no exemplar.</param>
/// <param name="Value">What was measured.</param>
/// <param name="UnixMilliseconds">When.</param>
internal readonly record struct Exemplar(SpanIdentity Span, double Value, long UnixMilliseconds)
{
    /// <summary>Writes it behind the value of a bucket, as OpenMetrics has it; nothing where there is none.</summary>
    internal void Write(ref Utf8Output output)
    {
        if (Span.IsNone)
            return;
        output.Write(" # {trace_id=\""u8);
        output.Write(Span.TraceId, "x32");
        output.Write("\",span_id=\""u8);
        output.Write(Span.SpanId, "x16");
        output.Write("\"} "u8);
        output.Write(Value);
        output.Write((byte)' ');
        output.Write(UnixMilliseconds / 1000.0, "F3");
    }
}
