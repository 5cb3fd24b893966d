using System.Diagnostics;
using System.Net.Sockets;
using ConfigSync.Resources;
using ConfigSync.Stores.Nats;
using Edge.LoadTests.Common;
using Shared.Nats;

namespace Edge.LoadTests.Fleet;

/// <summary>Streams over eight replicas through edges with very different shares of the traffic: how far apart the replicas' loads get.</summary>
internal static class EvenLoadStep
{
    private const int Replicas = 8;
    private const int Apart = 4;
    private const double Wanted = 0.98;
    private const double ArrivalsPerSecond = 24;
    private const int ShortestSeconds = 5;
    private const int LongestSeconds = 15;

    internal static async Task<Goal[]> RunAsync(Plan plan)
    {
        await using NatsServerProcess nats = await NatsServerProcess.StartJetStreamAsync();
        Task<double> hinted = ShareAsync(plan, nats, "even-on", sharesLoad: true, [0.7, 0.2, 0.1]);
        Task<double> alone = ShareAsync(plan, nats, "even-off", sharesLoad: false, [0.7, 0.2, 0.1]);
        Task<double> knowing = ShareAsync(plan, nats, "even-one", sharesLoad: false, [1]);
        double[] shares = await Task.WhenAll(hinted, alone, knowing);
        string what = $"samples in which {Replicas} replicas of 3 edges (70/20/10) are at most {Apart} requests apart";
        return
        [
            new("even_share", what, ">= 98 %", $"{shares[0]:P1}", shares[0] >= Wanted),
            new("even_share_alone", "the same with edges that know of themselves alone", "", $"{shares[1]:P1}", null),
            new("even_share_knowing", "the same with one edge that knows all", "", $"{shares[2]:P1}", null),
        ];
    }

    private static async Task<double> ShareAsync(Plan plan, NatsServerProcess nats, string bucket, bool sharesLoad, double[] traffic)
    {
        ModelServer[] models = [.. Enumerable.Range(0, Replicas).Select(i => new ModelServer($"m{i}"))];
        await WriteAsync(nats, bucket, models);
        EdgeProcess[] edges = [.. traffic.Select((_, i) => plan.NewEdge($"{bucket}{i}", nats.Url, bucket, sharesLoad))];
        try
        {
            foreach (EdgeProcess edge in edges)
                await edge.StartAsync();
            return await MeasureAsync(edges, traffic, models, TimeSpan.FromSeconds(plan.EvenSeconds));
        }
        finally
        {
            foreach (EdgeProcess edge in edges)
                edge.Dispose();
            foreach (ModelServer model in models)
                model.Dispose();
        }
    }

    private static async Task WriteAsync(NatsServerProcess nats, string bucket, ModelServer[] models)
    {
        await using var store = new NatsStore(new NatsStoreOptions { Servers = [nats.Url], Bucket = bucket });
        await store.AdoptAsync("fleet", CancellationToken.None); // makes the bucket
        string endpoints = string.Join(", ", models.Select(model => $$"""{ "url": "http://127.0.0.1:{{model.Port}}" }"""));
        await store.PutAsync(new ResourceKey(ResourceKind.Deployment, "default", "d"), System.Text.Encoding.UTF8.GetBytes($$"""{ "endpoints": [ {{endpoints}} ] }"""), null, CancellationToken.None);
        await store.PutAsync(new ResourceKey(ResourceKind.Router, "default", "even"), """{ "deployments": [ "d" ], "strategy": "evenLoad" }"""u8.ToArray(), null, CancellationToken.None);
    }

    /// <summary>Open arrivals; samples begin once there are as many streams as there will be.</summary>
    private static async Task<double> MeasureAsync(EdgeProcess[] edges, double[] traffic, ModelServer[] models, TimeSpan length)
    {
        var random = new Random(5);
        using var stop = new CancellationTokenSource();
        Task arriving = ArriveAsync(edges, traffic, random, stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(LongestSeconds));
        int samples = 0, even = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < length)
        {
            int[] outstanding = [.. models.Select(model => model.Outstanding)];
            samples++;
            even += outstanding.Max() - outstanding.Min() <= Apart ? 1 : 0;
            await Task.Delay(50);
        }
        await stop.CancelAsync();
        await arriving;
        return (double)even / samples;
    }

    private static async Task ArriveAsync(EdgeProcess[] edges, double[] traffic, Random random, CancellationToken stop)
    {
        TimeSpan due = TimeSpan.Zero;
        long start = Stopwatch.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            due += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / ArrivalsPerSecond);
            TimeSpan early = due - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, CancellationToken.None);
            double draw = random.NextDouble();
            int edge = 0;
            while (edge < edges.Length - 1 && (draw -= traffic[edge]) >= 0)
                edge++;
            _ = StreamAsync(edges[edge], TimeSpan.FromSeconds(ShortestSeconds + (LongestSeconds - ShortestSeconds) * random.NextDouble()));
        }
    }

    private static async Task StreamAsync(EdgeProcess edge, TimeSpan length)
    {
        try
        {
            using Caller caller = await Caller.ConnectAsync(edge.Port);
            await caller.StreamAsync("even", length);
        }
        catch (SocketException)
        {
            // The measurement is over.
        }
    }
}
