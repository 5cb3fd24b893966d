using Edge.Buffers;

namespace Edge.Balancing;

/// <summary>
/// The replicas that are not like all others, which is mostly none: then a pick reads one number here and no more. Safe from any thread; moved on
/// by the heartbeat. A replica calls in here while it holds its own gate, so nothing here calls a replica while it holds this one.
/// </summary>
/// <param name="clock">The time.</param>
internal sealed class HealthBoard(CoarseClock clock)
{
    private readonly Lock _gate = new();
    private readonly HashSet<ReplicaHealth> _watched = [];
    private int _count;
    private long _ejections;

    /// <summary>The time in milliseconds.</summary>
    internal long Now => clock.Now;

    /// <summary>Whether picks must look at the health of replicas.</summary>
    internal bool HasAny => Volatile.Read(ref _count) > 0;

    /// <summary>How often a replica was ejected since the start.</summary>
    internal long Ejections => Interlocked.Read(ref _ejections);

    /// <summary>A replica was ejected.</summary>
    internal void Add(ReplicaHealth health)
    {
        Interlocked.Increment(ref _ejections);
        lock (_gate)
        {
            _watched.Add(health);
            Volatile.Write(ref _count, _watched.Count);
        }
    }

    /// <summary>A replica is gone.</summary>
    internal void Remove(ReplicaHealth health)
    {
        lock (_gate)
        {
            _watched.Remove(health);
            Volatile.Write(ref _count, _watched.Count);
        }
    }

    /// <summary>Moves all on whose time is over.</summary>
    internal void Sweep()
    {
        if (!HasAny)
            return;
        ReplicaHealth[] watched;
        lock (_gate)
            watched = [.. _watched];
        foreach (ReplicaHealth health in watched)
            health.Tick();
        lock (_gate)
        {
            // One that is ejected just now says so before it comes in here: it is either seen or comes in again.
            _watched.RemoveWhere(health => health.State == HealthState.InService);
            Volatile.Write(ref _count, _watched.Count);
        }
    }
}
