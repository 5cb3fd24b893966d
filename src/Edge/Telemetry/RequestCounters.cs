using Edge.Faults;

namespace Edge.Telemetry;

/// <summary>
/// What became of requests, counted by status and by fault. Safe from any thread; allocates nothing. An event loop counts in a part of its
/// own, so that loops do not contend for a cache line with each request; whoever reads gets the sum.
/// </summary>
internal sealed class RequestCounters
{
    private readonly Lock _lock = new();
    private RequestCounters[] _parts = [];
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
    internal long WithoutEndMark => Sum(static part => part._unmarked);

    /// <summary>Answers with <paramref name="status"/> so far.</summary>
    internal long WithStatus(int status)
    {
        long sum = Volatile.Read(ref _byStatus[status]);
        foreach (RequestCounters part in Volatile.Read(ref _parts))
            sum += part.WithStatus(status);
        return sum;
    }

    /// <summary>Failures of <paramref name="kind"/> so far.</summary>
    internal long Of(FaultKind kind)
    {
        long sum = Volatile.Read(ref _byFault[(int)kind]);
        foreach (RequestCounters part in Volatile.Read(ref _parts))
            sum += part.Of(kind);
        return sum;
    }

    /// <summary>Repeats so far.</summary>
    internal long Repeats => Sum(static part => part._repeats);

    /// <summary>A part that counts for this as well. Parts are never given back: there is one per loop.</summary>
    internal RequestCounters NewPart()
    {
        var part = new RequestCounters();
        lock (_lock)
            Volatile.Write(ref _parts, [.. _parts, part]);
        return part;
    }

    private long Sum(Func<RequestCounters, long> read)
    {
        long sum = read(this);
        foreach (RequestCounters part in Volatile.Read(ref _parts))
            sum += read(part);
        return sum;
    }
}
