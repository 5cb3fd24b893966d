using Edge.Balancing;
using Edge.Buffers;
using Edge.Telemetry;
using Edge.Telemetry.Records;

namespace Edge.Forwarding;

/// <summary>What all exchanges of a process share.</summary>
/// <param name="Clock">The coarse clock of all timeouts.</param>
/// <param name="Blocks">Memory for bodies.</param>
/// <param name="Budget">Bounds repeats.</param>
/// <param name="Counters">What happened, for <c>/metrics</c>.</param>
/// <param name="Records">Where each request leaves what is known of it.</param>
/// <param name="MaxBodyBytes">Largest body.</param>
/// <param name="ReplayBytes">How much of a body is kept for a repeat.</param>
internal sealed record ForwardingServices(
    CoarseClock Clock, BlockPool Blocks, RetryBudget Budget, RequestCounters Counters, RecordServices Records, long MaxBodyBytes, int ReplayBytes)
{
    /// <summary>Which prompts fail wherever they go.</summary>
    internal PoisonBook Poison { get; } = new();

    /// <summary>How much memory all bodies take.</summary>
    internal MemoryGauge Memory { get; init; } = new(long.MaxValue);

    /// <summary>Whether callers may know which way their requests went.</summary>
    internal bool TellsDetails { get; init; }

    /// <summary>Says when running requests are to end.</summary>
    internal StopNotice Stop { get; } = new();
}
