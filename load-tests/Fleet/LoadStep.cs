using System.Diagnostics;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Fleet;

/// <summary>Half of what three edges can do, without and with changes of routes.</summary>
internal static class LoadStep
{
    // Many short ones: a machine that is slow for a few seconds is slow in both.
    private const int Rounds = 20;

    /// <summary>So many requests make a p99 that can be believed.</summary>
    private const int Requests = 60_000;

    internal static async Task<Goal[]> RunAsync(Fleet fleet)
    {
        double capacity = await CapacityAsync(fleet);
        TimeSpan length = TimeSpan.FromSeconds(Math.Max(20, 1.1 * Requests / (capacity / 2)) / Rounds);
        Load without = new(), with = new();
        int closed = fleet.Models.Sum(model => model.Closed);
        for (int round = 0; round < Rounds; round++)
        {
            // Each goes first in turn.
            foreach (bool changes in (bool[])[round % 2 == 0, round % 2 != 0])
                await MeasureAsync(fleet, changes ? with : without, capacity / 2, stop => changes ? ChangeAsync(fleet, length) : Task.Delay(length, stop));
        }
        closed = fleet.Models.Sum(model => model.Closed) - closed;
        double more = with.P99 - without.P99;
        return
        [
            new("capacity_rps", "requests a second that three edges and their load do on this machine", "", $"{capacity:0}", null),
            new("failed", $"failed of {with.Asked} requests at half of that, {fleet.Plan.Changes} changes meanwhile", "0", $"{with.Failed}", with.Failed == 0),
            new("misrouted", "misrouted of these", "0", $"{with.Misrouted}", with.Misrouted == 0),
            new("p99_more_ms", $"p99 with changes ({with.P99:0.00} ms) over p99 without ({without.P99:0.00} ms)", "<= 2 ms", $"{more:0.00} ms", more <= 2 && with.Asked >= Requests && without.Asked >= Requests),
            new("closed", "connections closed, of callers or to replicas", "0", $"{closed}", closed == 0),
        ];
    }

    private static async Task<double> CapacityAsync(Fleet fleet)
    {
        // Until all that is hot has been compiled.
        await MeasureAsync(fleet, new Load(), 0, stop => Task.Delay(TimeSpan.FromSeconds(10), stop));
        TimeSpan length = TimeSpan.FromSeconds(5);
        var load = new Load();
        await MeasureAsync(fleet, load, 0, stop => Task.Delay(length, stop));
        return load.Asked / length.TotalSeconds;
    }

    private static async Task MeasureAsync(Fleet fleet, Load load, double perSecond, Func<CancellationToken, Task> meanwhile)
    {
        using var stop = new CancellationTokenSource();
        Task running = load.RunAsync(fleet.Edges, perSecond, stop.Token);
        await meanwhile(CancellationToken.None);
        await stop.CancelAsync();
        await running;
    }

    /// <summary>A round's share of all changes, spread over its length.</summary>
    private static async Task ChangeAsync(Fleet fleet, TimeSpan length)
    {
        int changes = fleet.Plan.Changes / Rounds;
        long start = Stopwatch.GetTimestamp();
        for (int change = 1; change <= changes; change++)
        {
            await fleet.FlipAsync(change);
            TimeSpan early = length * change / changes - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
                await Task.Delay(early);
        }
    }
}
