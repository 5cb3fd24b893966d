using System.Diagnostics;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Fleet;

/// <summary>How long a change takes from the client's put to the first answer by the new route on the last of three edges.</summary>
internal static class FollowStep
{
    internal static async Task<Goal[]> RunAsync(Fleet fleet)
    {
        // Three callers that ask without a rest take all there is of a small machine, and wait for their own load. The rest is in what is measured.
        using var beat = new Beat();
        Caller[] callers = [.. await Task.WhenAll(fleet.Edges.Select(edge => Caller.ConnectAsync(edge.Port)))];
        var times = new List<TimeSpan>();
        var puts = new List<TimeSpan>();
        int misrouted = 0;
        var random = new Random(3);
        for (int change = 1; change <= fleet.Plan.Changes; change++)
        {
            string wanted = $"m{change % 2}";
            Task<(long Began, long Known)> putting = PutAsync(fleet, change);
            (long At, bool IsSteady)[] seen = await Task.WhenAll(callers.Select(caller => SeeAsync(caller, wanted, beat)));
            (long began, long known) = await putting;
            puts.Add(Stopwatch.GetElapsedTime(began, known));
            times.Add(Stopwatch.GetElapsedTime(began, seen.Max(s => s.At)));
            misrouted += seen.Count(s => !s.IsSteady);
            // Changes that come on each other's heels are applied together, 5 ms apart; these come one by one.
            await Task.Delay(TimeSpan.FromMilliseconds(10 + 20 * random.NextDouble()));
        }
        foreach (Caller caller in callers)
            caller.Dispose();
        double p50 = Percentile.Of(times, 0.5), p99 = Percentile.Of(times, 0.99);
        return
        [
            new("follow_p50_ms", $"put to new route on 3 edges, {times.Count} changes, p50", "<= 5 ms", $"{p50:0.00} ms", p50 <= 5),
            new("follow_p99_ms", "the same, p99", "<= 50 ms", $"{p99:0.00} ms", p99 <= 50),
            new("put_p50_ms", "until the client knows that the bucket has it, p50", "", $"{Percentile.Of(puts, 0.5):0.00} ms", null),
            new("went_back", "answers by the old route behind the first by the new one", "0", $"{misrouted}", misrouted == 0),
        ];
    }

    private static async Task<(long Began, long Known)> PutAsync(Fleet fleet, int change)
    {
        long began = await fleet.FlipAsync(change);
        return (began, Stopwatch.GetTimestamp());
    }

    private static async Task<(long At, bool IsSteady)> SeeAsync(Caller caller, string wanted, Beat beat)
    {
        while (await caller.AskAsync(Fleet.Changing) != wanted)
            await beat.Next;
        long at = Stopwatch.GetTimestamp();
        return (at, await caller.AskAsync(Fleet.Changing) == wanted && await caller.AskAsync(Fleet.Changing) == wanted);
    }
}
