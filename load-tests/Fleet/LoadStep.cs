namespace Edge.LoadTests.Fleet;

/// <summary>Half of what three edges can do, without and with changes of routes.</summary>
internal static class LoadStep
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(15);

    /// <summary>So many requests make a p99 that can be believed.</summary>
    private const int Requests = 60_000;

    internal static async Task<Goal[]> RunAsync(Fleet fleet)
    {
        double capacity = await CapacityAsync(fleet);
        TimeSpan length = TimeSpan.FromSeconds(Math.Max(20, 1.1 * Requests / (capacity / 2)));
        Load without = await MeasureAsync(fleet, capacity / 2, stop => Task.Delay(length, stop));
        int closed = fleet.Models.Sum(model => model.Closed);
        Load with = await MeasureAsync(fleet, capacity / 2, _ => ChangeAsync(fleet, length));
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
        await MeasureAsync(fleet, 0, stop => Task.Delay(TimeSpan.FromSeconds(8), stop));
        TimeSpan length = TimeSpan.FromSeconds(5);
        Load load = await MeasureAsync(fleet, 0, stop => Task.Delay(length, stop));
        return load.Asked / length.TotalSeconds;
    }

    private static async Task<Load> MeasureAsync(Fleet fleet, double perSecond, Func<CancellationToken, Task> meanwhile)
    {
        var load = new Load();
        using var stop = new CancellationTokenSource();
        Task running = load.RunAsync(fleet.Edges, perSecond, stop.Token);
        await meanwhile(CancellationToken.None);
        await stop.CancelAsync();
        await running;
        return load;
    }

    /// <summary>All changes, spread over at least so long.</summary>
    private static async Task ChangeAsync(Fleet fleet, TimeSpan length)
    {
        TimeSpan pause = length / fleet.Plan.Changes > Rest ? length / fleet.Plan.Changes : Rest;
        for (int change = 1; change <= fleet.Plan.Changes; change++)
        {
            await fleet.FlipAsync(change);
            await Task.Delay(pause);
        }
    }
}
