using System.Diagnostics;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Stores;
using ConfigSync.Stores.Nats;
using ConfigSync.Sync;
using Edge.LoadTests.Common;
using Shared.Nats;

namespace Edge.LoadTests.Fleet;

/// <summary>A large set: how long an edge takes to load it, and what one change costs then.</summary>
internal static class SizeStep
{
    private const string Bucket = "edge-large";
    private const string EmptyBucket = "edge-empty";
    private const int Changes = 2_000;
    private const int Starts = 3;

    internal static async Task<Goal[]> RunAsync(Plan plan)
    {
        await using NatsServerProcess nats = await NatsServerProcess.StartJetStreamAsync();
        await FillAsync(plan, nats);
        (TimeSpan empty, _) = await StartAsync(plan, nats, EmptyBucket);
        var starts = new List<(TimeSpan Ready, TimeSpan Cpu)>();
        for (int start = 0; start < Starts; start++)
            starts.Add(await StartAsync(plan, nats, Bucket));
        (TimeSpan ready, TimeSpan cpu) = starts.Order().ElementAt(Starts / 2);
        (double read, double swap) = ChangeMicroseconds(plan.Routers);
        return
        [
            new("load_s", $"an edge that starts with {plan.Routers} routers from NATS is ready (median of {Starts} starts)", "<= 2 s", $"{ready.TotalSeconds:0.00} s", ready.TotalSeconds <= 2),
            new("load_cpu_s", "CPU time that took", "", $"{cpu.TotalSeconds:0.00} s", null),
            new("empty_s", "an edge that starts with none is ready", "", $"{empty.TotalSeconds:0.00} s", null),
            new("swap_us", $"one change among {plan.Routers} routers: compile and swap (median of {Changes})", "<= 50 us", $"{swap:0.0} us", swap <= 50),
            new("read_us", "reading its document", "", $"{read:0.0} us", null),
        ];
    }

    private static async Task<(TimeSpan Ready, TimeSpan Cpu)> StartAsync(Plan plan, NatsServerProcess nats, string bucket)
    {
        string folder = Path.Combine(plan.Folder, bucket);
        // A last known good set of another run would be what it starts from.
        if (Directory.Exists(folder))
            Directory.Delete(folder, true);
        using var edge = plan.NewEdge(bucket, nats.Url, bucket);
        TimeSpan ready = await edge.StartAsync();
        TimeSpan cpu = edge.Figures.Cpu();
        await edge.StopAsync();
        return (ready, cpu);
    }

    private static async Task FillAsync(Plan plan, NatsServerProcess nats)
    {
        await using var store = new NatsStore(new NatsStoreOptions { Servers = [nats.Url], Bucket = Bucket, RequestTimeout = TimeSpan.FromSeconds(30) });
        await store.AdoptAsync("fleet", CancellationToken.None); // makes the bucket
        byte[] deployment = """{ "endpoints": [ { "url": "http://127.0.0.1:9" } ] }"""u8.ToArray();
        await store.PutAsync(new ResourceKey(ResourceKind.Deployment, "default", "m0"), deployment, null, CancellationToken.None);
        await Parallel.ForAsync(0, plan.Routers, new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (i, cancel) =>
        {
            StoreWrite write = await store.PutAsync(Key(i), Document(i), null, cancel);
            if (write.Outcome != StoreWriteOutcome.Written)
                throw new InvalidOperationException($"Filling the bucket failed: {write.Reason}");
        });
    }

    private static (double Read, double Swap) ChangeMicroseconds(int routers)
    {
        var state = new RoutingState(new EdgeConfig { Anonymous = "default" }, new DocumentPlace("/", _ => null), keepsDocuments: true, _ => new Unbound(), TimeProvider.System);
        state.Put(new StoreEntry(new ResourceKey(ResourceKind.Deployment, "default", "m0"), """{ "endpoints": [ { "url": "http://127.0.0.1:9" } ] }"""u8.ToArray(), 1, DateTimeOffset.UnixEpoch));
        for (int i = 0; i < routers; i++)
            state.Put(new StoreEntry(Key(i), Document(i), i + 2, DateTimeOffset.UnixEpoch));
        state.Publish();
        var reads = new List<TimeSpan>();
        var swaps = new List<TimeSpan>();
        var random = new Random(1);
        for (int change = 0; change < Changes; change++)
        {
            var entry = new StoreEntry(Key(random.Next(routers)), Encoding.UTF8.GetBytes($$"""{ "deployments": [ "m0" ], "names": [ "n{{change}}" ] }"""), routers + change + 10, DateTimeOffset.UnixEpoch);
            long start = Stopwatch.GetTimestamp();
            state.Put(entry);
            long read = Stopwatch.GetTimestamp();
            state.Publish();
            swaps.Add(Stopwatch.GetElapsedTime(read));
            reads.Add(Stopwatch.GetElapsedTime(start, read));
        }
        return (Percentile.Of(reads, 0.5) * 1000, Percentile.Of(swaps, 0.5) * 1000);
    }

    private static ResourceKey Key(int number) => new(ResourceKind.Router, "default", $"r{number}");

    private static byte[] Document(int number) => Encoding.UTF8.GetBytes($$"""{ "deployments": [ "m0" ], "displayName": "Router {{number}}" }""");

    private sealed class Unbound : DeploymentState;
}
