using ConfigSync.Snapshots;
using ConfigSync.Stores;
using ConfigSync.Sync;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Control;
using Edge.Control.Console;
using Edge.Drivers;
using Edge.Faults;
using Edge.Telemetry;
using Edge.Telemetry.Traffic;

namespace Edge.Hosting;

/// <summary>What the console looks at, from a running server. Safe from any thread.</summary>
internal sealed class LiveView(RoutingState routing, ReplicaDirectory replicas, ITrafficView traffic, TimeProvider time) : ILiveView
{
    private readonly long _started = time.GetTimestamp();

    /// <inheritdoc/>
    public RoutingSnapshot Snapshot => routing.Snapshots.Current;

    /// <inheritdoc/>
    public ReplicaDirectory Replicas => replicas;

    /// <inheritdoc/>
    public ITrafficView Traffic => traffic;

    /// <summary>What became of requests.</summary>
    internal required RequestCounters Counters { get; init; }

    /// <summary>What memory is in use.</summary>
    internal required MemoryGauge Memory { get; init; }

    /// <summary>Requests at work.</summary>
    internal required Func<long> Active { get; init; }

    /// <summary>The event loops; null where there are none.</summary>
    internal required LoopDriver? Loops { get; init; }

    /// <summary>Reloads of the configuration.</summary>
    internal required ReloadCounters Reloads { get; init; }

    /// <summary>The store; null where there is none.</summary>
    internal required StoreLink? Link { get; init; }

    /// <summary>Whether it is ready, and stops.</summary>
    internal required HealthEndpoints Health { get; init; }

    /// <summary>When the snapshot in force was published, by <see cref="TimeProvider.GetTimestamp"/>.</summary>
    internal required Func<long> Published { get; init; }

    /// <inheritdoc/>
    public LiveFigures Read() => new()
    {
        State = State(),
        Uptime = time.GetElapsedTime(_started),
        Active = Active(),
        Callers = Loops?.Workers.Sum(worker => (long)worker.Connections),
        Buffered = Memory.Used,
        Repeats = Counters.Repeats,
        Ejections = replicas.Board.Ejections,
        Statuses = new StatusCounts(Answers(2), Answers(3), Answers(4), Answers(5)),
        Failed = Failures(),
        SnapshotAge = time.GetElapsedTime(Published()),
        Applied = Reloads.Applied,
        Rejected = Reloads.Rejected,
        Refused = routing.Refused,
        Idle = routing.Idle,
        Store = Store(),
    };

    private string State()
    {
        if (Health.IsDraining)
            return "draining";
        if (Link is not { Follower: var follower })
            return "serving";
        return !follower.IsReady ? "waiting" : follower.IsOnLastKnown ? "lastKnown" : "serving";
    }

    private StoreFigures? Store()
    {
        if (Link is null)
            return null;
        StoreStatus status = Link.Follower.Status;
        return new StoreFigures(Link.Kind, EdgeMetrics.Word(status.State), status.Reason, Link.Peers);
    }

    private long Answers(int hundreds)
    {
        long sum = 0;
        for (int status = hundreds * 100; status < (hundreds + 1) * 100; status++)
            sum += Counters.WithStatus(status);
        return sum;
    }

    private SideCounts Failures()
    {
        var failed = default(SideCounts);
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
        {
            long count = kind == FaultKind.None ? 0 : Counters.Of(kind);
            failed = failed.Plus(FaultTable.Of(kind).Side switch
            {
                FaultSide.Caller => new SideCounts(count, 0, 0, 0),
                FaultSide.Policy => new SideCounts(0, count, 0, 0),
                FaultSide.Upstream => new SideCounts(0, 0, count, 0),
                _ => new SideCounts(0, 0, 0, count),
            });
        }
        return failed;
    }
}
