using System.Runtime.InteropServices;

namespace Edge.Telemetry.Tracing;

/// <summary>
/// Begins the trace of each request, and decides at its head whether it is kept, so that whoever serves it is told. Safe from any thread;
/// allocates nothing.
/// </summary>
/// <param name="share">Which share of the requests without a sampled parent is kept, 0 to 1.</param>
internal sealed class HeadSampling(double share)
{
    // The last 7 bytes of a trace id are random where any are, and all who see the trace can decide by them alike.
    private const int Bits = 56;
    private readonly ulong _least = (1UL << Bits) - (ulong)(share * (1UL << Bits));

    /// <summary>Goes on with what <paramref name="traceparent"/> says where that is good; else the trace begins here.</summary>
    internal TraceContext Begin(ReadOnlySpan<byte> traceparent)
    {
        Span<ulong> drawn = stackalloc ulong[3];
        do
            Random.Shared.NextBytes(MemoryMarshal.AsBytes(drawn));
        while (drawn[0] == 0 || (drawn[1] | drawn[2]) == 0);
        if (!TraceParent.TryRead(traceparent, out ulong high, out ulong low, out ulong parent, out byte flags))
            (high, low, parent, flags) = (drawn[1], drawn[2], 0, TraceContext.RandomId);
        // Other flags have no meaning yet and are not passed on (§4.3).
        flags &= TraceContext.Sampled | TraceContext.RandomId;
        if (IsDrawn(low))
            flags |= TraceContext.Sampled;
        return new TraceContext(high, low, parent, drawn[0], flags);
    }

    private bool IsDrawn(ulong low) => (low & ((1UL << Bits) - 1)) >= _least;
}
