using System.Diagnostics.Metrics;
using ConfigSync.Stores;
using ConfigSync.Stores.Nats;
using ConfigSync.Sync;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Drivers;
using Edge.Faults;
using Edge.Telemetry;
using Edge.Telemetry.AccessLog;
using Edge.Telemetry.Records;

namespace Edge.Hosting;

/// <summary>The instruments behind <c>/metrics</c>. All are observed when asked, so a request pays for one count at most.</summary>
internal sealed class EdgeMetrics : IDisposable
{
    internal EdgeMetrics(
        RequestCounters counters, MemoryGauge memory, Func<long> active, LoopDriver? loops, ReplicaDirectory replicas, RoutingState routing, ReloadCounters reloads, StoreLink? link)
    {
        Meter.CreateObservableCounter("edge.requests", () => Requests(counters), "{request}", "Answers by status.");
        Meter.CreateObservableCounter("edge.faults", () => Faults(counters), "{request}", "Failed requests by fault and whose fault it is.");
        Meter.CreateObservableCounter("edge.repeats", () => counters.Repeats, "{request}", "Requests sent a second time because a reused connection had closed.");
        Meter.CreateObservableCounter("edge.streams.unmarked", () => counters.WithoutEndMark, "{stream}", "Event streams that ended without their end mark where none is required.");
        Meter.CreateObservableGauge("edge.requests.active", active, "{request}", "Requests at work now.");
        Meter.CreateObservableGauge("edge.memory.buffered", () => memory.Used, "By", "Memory that bodies of requests, and answers that callers have yet to take, are kept in.");
        Meter.CreateObservableCounter("edge.gc.collections", Collections, "{collection}", "Garbage collections by generation.");
        if (loops is not null)
        {
            Meter.CreateObservableGauge("edge.loop.lag", () => Lag(loops), "s", "Longest turn of an event loop within the last 15 to 30 seconds: how long others waited.");
            Meter.CreateObservableGauge("edge.loop.connections", () => Callers(loops), "{connection}", "Callers connected to an event loop.");
        }
        Meter.CreateObservableGauge("edge.replica.outstanding", () => Outstanding(replicas), "{request}", "Requests a replica has now.");
        Meter.CreateObservableGauge("edge.replica.state", () => Health(replicas), description: "1 for the state a replica is in, for those that are not in service like all others.");
        Meter.CreateObservableCounter("edge.replica.ejections", () => replicas.Board.Ejections, "{ejection}", "How often a replica was left out because it failed or asked for a rest.");
        Meter.CreateObservableGauge("edge.replica.engine.requests", () => Engines(replicas), "{request}", "Requests a replica told it has, running or waiting, whoever sent them.");
        Meter.CreateObservableGauge("edge.replica.engine.cache_usage", () => Caches(replicas), "1", "How full a replica told its cache is, 0 to 1.");
        Meter.CreateObservableGauge("edge.replica.connections", () => Connections(replicas), "{connection}", "Connections to a replica by state, and requests waiting for one.");
        Meter.CreateObservableGauge("edge.snapshot.version", () => routing.Snapshots.Current.Version, description: "Grows by one with each change that came into force.");
        Meter.CreateObservableCounter("edge.config.applied", () => reloads.Applied, "{configuration}", "Configurations applied since the start.");
        Meter.CreateObservableCounter("edge.config.rejected", () => reloads.Rejected, "{configuration}", "Configurations refused for their errors since the start.");
        Meter.CreateObservableGauge("edge.routers.idle", () => (long)routing.Idle, "{router}", "Routers that lead nowhere, since none of their deployments exists.");
        if (link is not null)
            Store(link, routing);
    }

    /// <summary>Counts what was too much to be kept of requests.</summary>
    internal void Watch(RecordPump records, AccessLogSink? accessLog)
    {
        Meter.CreateObservableCounter("edge.telemetry.records.dropped", () => records.Dropped, "{record}", "Records of requests that found no room: metrics and logs lack them.");
        Meter.CreateObservableCounter("edge.access_log.dropped", () => accessLog?.Dropped ?? 0, "{line}", "Lines of the access log that could not be written.");
    }

    private void Store(StoreLink link, RoutingState routing)
    {
        StoreFollower follower = link.Follower;
        Meter.CreateObservableGauge("edge.store.state", () => States(follower), description: "1 for the state the store is in, 0 for the others.");
        Meter.CreateObservableGauge("edge.store.last_known", () => follower.IsOnLastKnown ? 1L : 0L, description: "1 while what serves is from the last run.");
        Meter.CreateObservableGauge("edge.store.refused", () => (long)routing.Refused, "{document}", "Resources whose last document is refused.");
        Meter.CreateObservableCounter("edge.store.foreign", () => (long)follower.Foreign, "{entry}", "Things in the store that are no resources, as often as they were seen.");
        Meter.CreateObservableCounter("edge.store.reconnects", () => Counted(link, c => c.Reconnects), "{reconnect}", "How often the store was followed anew after it had been lost.");
        Meter.CreateObservableCounter("edge.store.gaps", () => Counted(link, c => c.Gaps), "{gap}", "How often messages of the store were found missing and fetched.");
        Meter.CreateObservableGauge("edge.fleet.peers", () => One(link.Peers), "{edge}", "Other edges that told of their load within the last second.");
    }

    private static IEnumerable<Measurement<long>> States(StoreFollower follower)
    {
        StoreState now = follower.Status.State;
        foreach (StoreState state in Enum.GetValues<StoreState>())
            yield return new(state == now ? 1L : 0L, KeyValuePair.Create("state", (object?)Word(state)));
    }

    /// <summary>A state of the store, as metrics and the console name it.</summary>
    internal static string Word(StoreState state) => state switch
    {
        StoreState.Connecting => "connecting",
        StoreState.Live => "live",
        StoreState.Disconnected => "disconnected",
        _ => "store-reset",
    };

    private static IEnumerable<Measurement<long>> Counted(StoreLink link, Func<NatsStoreCounters, long> count) =>
        link.Counters is { } counters ? [new(count(counters))] : [];

    private static IEnumerable<Measurement<long>> One(int? value) => value is { } there ? [new(there)] : [];

    /// <summary>The meter of this server; several may run in one process.</summary>
    internal Meter Meter { get; } = new("Edge");

    /// <summary>Whether <c>/metrics</c> of this server shows <paramref name="meter"/>: its own, and .NET's on the process.</summary>
    internal bool Includes(Meter meter) => meter == Meter || meter.Name == "System.Runtime";

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    private static IEnumerable<Measurement<long>> Requests(RequestCounters counters)
    {
        for (int status = 200; status < 600; status++)
        {
            if (counters.WithStatus(status) is > 0 and long count)
                yield return new(count, KeyValuePair.Create("status", (object?)status));
        }
    }

    private static IEnumerable<Measurement<long>> Faults(RequestCounters counters)
    {
        // Those at zero too: of a count that begins with its first failure, nobody sees it grow.
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
        {
            if (kind != FaultKind.None)
                yield return new(counters.Of(kind), KeyValuePair.Create("fault", (object?)FaultTable.Of(kind).Code), KeyValuePair.Create("side", (object?)FaultSides.Word(FaultTable.Of(kind).Side)));
        }
    }

    private static IEnumerable<Measurement<long>> Collections()
    {
        for (int generation = 0; generation <= GC.MaxGeneration; generation++)
            yield return new(GC.CollectionCount(generation), KeyValuePair.Create("generation", (object?)generation));
    }

    private static IEnumerable<Measurement<double>> Lag(LoopDriver loops)
    {
        foreach (LoopWorker worker in loops.Workers)
            yield return new(worker.Loop.Lag.TotalSeconds, KeyValuePair.Create("loop", (object?)worker.Loop.Index));
    }

    private static IEnumerable<Measurement<long>> Callers(LoopDriver loops)
    {
        foreach (LoopWorker worker in loops.Workers)
            yield return new(worker.Connections, KeyValuePair.Create("loop", (object?)worker.Loop.Index));
    }

    private static IEnumerable<Measurement<long>> Health(ReplicaDirectory replicas)
    {
        foreach (Replica replica in replicas.Replicas)
        {
            if (replica.Health.State is not HealthState.InService and var state)
                yield return new(1, Name(replica), KeyValuePair.Create("state", (object?)state.ToString().ToLowerInvariant()));
        }
    }

    private static IEnumerable<Measurement<long>> Outstanding(ReplicaDirectory replicas)
    {
        foreach (Replica replica in replicas.Replicas)
            yield return new(replica.Outstanding, Name(replica));
    }

    private static IEnumerable<Measurement<long>> Connections(ReplicaDirectory replicas)
    {
        foreach (Replica replica in replicas.Replicas)
        {
            yield return new(replica.Pool.Idle, Name(replica), KeyValuePair.Create("state", (object?)"idle"));
            yield return new(replica.Pool.InUse, Name(replica), KeyValuePair.Create("state", (object?)"used"));
            yield return new(replica.Pool.Connecting, Name(replica), KeyValuePair.Create("state", (object?)"connecting"));
            yield return new(replica.Pool.Waiting, Name(replica), KeyValuePair.Create("state", (object?)"waiting"));
        }
    }

    private static IEnumerable<Measurement<long>> Engines(ReplicaDirectory replicas)
    {
        foreach (Replica replica in replicas.Replicas)
        {
            if (replica.Engine is not { } engine)
                continue;
            yield return new(engine.Running, Name(replica), KeyValuePair.Create("state", (object?)"running"));
            yield return new(engine.Waiting, Name(replica), KeyValuePair.Create("state", (object?)"waiting"));
        }
    }

    private static IEnumerable<Measurement<double>> Caches(ReplicaDirectory replicas)
    {
        foreach (Replica replica in replicas.Replicas)
        {
            if (replica.Engine?.CacheUsage is { } usage)
                yield return new(usage, Name(replica));
        }
    }

    private static KeyValuePair<string, object?> Name(Replica replica) => new("replica", replica.Name);
}
