using System.Diagnostics;
using Edge.LoadTests.Common;
using Shared.Nats;

namespace Edge.LoadTests.Fleet;

/// <summary>NATS away, NATS silent, and an edge that starts without it.</summary>
internal static class OutageStep
{
    private const double RequestsPerSecond = 300;

    internal static async Task<Goal[]> RunAsync(Fleet fleet)
    {
        await fleet.FlipAsync(0);
        await fleet.UntilAllAsync(Fleet.Changing, "m0");
        var load = new Load();
        using var stop = new CancellationTokenSource();
        Task running = load.RunAsync(fleet.Edges, RequestsPerSecond, stop.Token);
        TimeSpan noticed = await FreezeAsync(fleet);
        await fleet.Nats.KillAsync();
        await ChangeElsewhereAsync(fleet);
        await Task.Delay(TimeSpan.FromSeconds(fleet.Plan.OutageSeconds));
        TimeSpan alone = await StartAloneAsync(fleet);
        await fleet.Nats.RestartAsync();
        long back = Stopwatch.GetTimestamp();
        await fleet.UntilAllAsync(Fleet.Changing, "m1");
        TimeSpan caught = Stopwatch.GetElapsedTime(back);
        await stop.CancelAsync();
        await running;
        return
        [
            new("noticed_s", "a silent link to NATS noticed by all edges", "<= 10 s", $"{noticed.TotalSeconds:0.0} s", noticed.TotalSeconds <= 10),
            new("outage_failed", $"failed of {load.Asked} requests, {fleet.Plan.OutageSeconds} s of them without NATS", "0", $"{load.Failed + load.Misrouted}", load.Failed + load.Misrouted == 0),
            new("caught_up_s", "a change made meanwhile in use after NATS is back", "<= 2 s", $"{caught.TotalSeconds:0.00} s", caught.TotalSeconds <= 2),
            new("alone_s", "an edge that starts without NATS serves the last known good set", "<= 1 s", $"{alone.TotalSeconds:0.00} s", alone.TotalSeconds <= 1),
        ];
    }

    /// <summary>The server is there and says nothing: no connection breaks.</summary>
    private static async Task<TimeSpan> FreezeAsync(Fleet fleet)
    {
        await Signals.SendAsync("STOP", fleet.Nats.ProcessId);
        long start = Stopwatch.GetTimestamp();
        await fleet.UntilAllAsync("disconnected");
        TimeSpan noticed = Stopwatch.GetElapsedTime(start);
        await Signals.SendAsync("CONT", fleet.Nats.ProcessId);
        await fleet.UntilAllAsync("live");
        return noticed;
    }

    /// <summary>Changes the route in what the dead server keeps, by another server whose address no edge knows.</summary>
    private static async Task ChangeElsewhereAsync(Fleet fleet)
    {
        await using NatsServerProcess other = await NatsServerProcess.StartAsync($"jetstream {{ store_dir: \"{fleet.Nats.Folder}/store\" }}");
        using KeyValueClient keys = await fleet.OpenKeysAsync(other.Url);
        await keys.PutAsync($"router.default.{Fleet.Changing}", Fleet.Router(1));
    }

    /// <summary>A fourth edge begins with what the third one kept.</summary>
    private static async Task<TimeSpan> StartAloneAsync(Fleet fleet)
    {
        string folder = Path.Combine(fleet.Plan.Folder, "alone");
        using var edge = fleet.Plan.NewEdge("alone", fleet.Nats.Url, "edge-config");
        File.Copy(Path.Combine(fleet.Plan.Folder, "edge2", "edge.last-known-good"), Path.Combine(folder, "edge.last-known-good"));
        TimeSpan time = await edge.StartAsync();
        using Caller caller = await Caller.ConnectAsync(edge.Port);
        if (await caller.AskAsync("r1") != "m1")
            throw new InvalidOperationException("An edge that started without NATS does not serve.");
        return time;
    }
}
