using Edge.Faults;

namespace Edge.Telemetry;

/// <summary>What became of requests, counted by status and by fault. Safe from any thread; allocates nothing.</summary>
internal sealed class RequestCounters
{
    private readonly long[] _byStatus = new long[600];
    private readonly long[] _byFault = new long[Enum.GetValues<FaultKind>().Length];
    private long _repeats;
    private long _unmarked;

    /// <summary>An answer with this status went out.</summary>
    internal void Answered(int status) => Interlocked.Increment(ref _byStatus[status]);

    /// <summary>A request failed.</summary>
    internal void Failed(FaultKind kind) => Interlocked.Increment(ref _byFault[(int)kind]);

    /// <summary>A request was sent a second time.</summary>
    internal void Repeated() => Interlocked.Increment(ref _repeats);

    /// <summary>An event stream ended without its end mark where none is required.</summary>
    internal void Unmarked() => Interlocked.Increment(ref _unmarked);

    /// <summary>Event streams without end mark so far.</summary>
    internal long WithoutEndMark => Volatile.Read(ref _unmarked);

    /// <summary>Answers with <paramref name="status"/> so far.</summary>
    internal long WithStatus(int status) => Volatile.Read(ref _byStatus[status]);

    /// <summary>Failures of <paramref name="kind"/> so far.</summary>
    internal long Of(FaultKind kind) => Volatile.Read(ref _byFault[(int)kind]);

    /// <summary>Repeats so far.</summary>
    internal long Repeats => Volatile.Read(ref _repeats);
}
