using System.Diagnostics;

namespace Edge.LoadTests.Fleet;

/// <summary>How long a change takes from the client's put to the first answer by the new route on the last of three edges.</summary>
internal static class FollowStep
{
    internal static async Task<Goal[]> RunAsync(Fleet fleet)
    {
        Caller[] callers = [.. await Task.WhenAll(fleet.Edges.Select(edge => Caller.ConnectAsync(edge.Port)))];
        var times = new List<TimeSpan>();
        int misrouted = 0;
        for (int change = 1; change <= fleet.Plan.Changes; change++)
        {
            string wanted = $"m{change % 2}";
            long start = Stopwatch.GetTimestamp();
            Task put = fleet.FlipAsync(change);
            (TimeSpan Time, bool IsSteady)[] seen = await Task.WhenAll(callers.Select(caller => SeeAsync(caller, wanted, start)));
            await put;
            times.Add(seen.Max(s => s.Time));
            misrouted += seen.Count(s => !s.IsSteady);
        }
        foreach (Caller caller in callers)
            caller.Dispose();
        double p50 = Percentile.Of(times, 0.5), p99 = Percentile.Of(times, 0.99);
        return
        [
            new("follow_p50_ms", $"put to new route on 3 edges, {times.Count} changes, p50", "<= 5 ms", $"{p50:0.00} ms", p50 <= 5),
            new("follow_p99_ms", "the same, p99", "<= 50 ms", $"{p99:0.00} ms", p99 <= 50),
            new("went_back", "answers by the old route behind the first by the new one", "0", $"{misrouted}", misrouted == 0),
        ];
    }

    private static async Task<(TimeSpan Time, bool IsSteady)> SeeAsync(Caller caller, string wanted, long start)
    {
        while (await caller.AskAsync(Fleet.Changing) != wanted)
            await Task.Delay(1);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return (time, await caller.AskAsync(Fleet.Changing) == wanted && await caller.AskAsync(Fleet.Changing) == wanted);
    }
}
