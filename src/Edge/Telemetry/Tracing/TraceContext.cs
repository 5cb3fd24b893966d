namespace Edge.Telemetry.Tracing;

/// <summary>
/// Which trace one request belongs to, and whether it is kept: made when its head was read, so that what is announced upstream is what is
/// exported later. The default is that of a request that is not traced at all.
/// </summary>
/// <param name="high">The first 8 bytes of the trace id.</param>
/// <param name="low">The last 8 bytes of it.</param>
/// <param name="parent">The caller's span; 0 where the trace begins here.</param>
/// <param name="span">The span of the request as served here; never 0.</param>
/// <param name="flags">What is said upstream: <see cref="Sampled"/> and <see cref="RandomId"/>.</param>
internal readonly struct TraceContext(ulong high, ulong low, ulong parent, ulong span, byte flags)
{
    /// <summary>The flag of a trace that is kept (Trace Context §3.2.2.3.1).</summary>
    internal const byte Sampled = 1;

    /// <summary>The flag of a trace id that was drawn at random (Trace Context Level 2, §3.2.2.3.2).</summary>
    internal const byte RandomId = 2;

    /// <summary>The first 8 bytes of the trace id.</summary>
    internal ulong High { get; } = high;

    /// <summary>The last 8 bytes of the trace id.</summary>
    internal ulong Low { get; } = low;

    /// <summary>The caller's span; 0 where the trace begins here.</summary>
    internal ulong Parent { get; } = parent;

    /// <summary>The span of the request as served here.</summary>
    internal ulong Span { get; } = span;

    /// <summary>What is said upstream.</summary>
    internal byte Flags { get; } = flags;

    /// <summary>Whether the request is traced, kept or not.</summary>
    internal bool IsOn => Span != 0;

    /// <summary>Whether it was to be kept from its head on.</summary>
    internal bool IsSampled => (Flags & Sampled) != 0;

    /// <summary>
    /// The span of its attempt <paramref name="number"/>, from 1: made of the request's by SplitMix64 (Steele, Lea, Flood 2014), so that
    /// nobody has to keep it.
    /// </summary>
    internal ulong SpanOfAttempt(int number)
    {
        ulong z = Span + ((ulong)number * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        // The one number among all that is no id.
        return z == 0 ? 1 : z;
    }
}
