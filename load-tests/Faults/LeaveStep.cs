using System.Text.Json;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>Callers that leave: before the first token, in the middle of a stream, while a whole answer is made. When the replica notices, and what is left over.</summary>
internal static class LeaveStep
{
    // A mock remembers the last 256 requests.
    private const int Batch = 200;
    private const double MostMs = 50;

    internal static async Task<Goal[]> RunAsync(Plan plan)
    {
        using MockProcess mock = await plan.StartMockAsync("--tokens-per-second", "50", "--tokens", "3000");
        using EdgeProcess edge = await plan.StartEdgeAsync([mock], "evenLoad", "");
        // The first ones make what is made once.
        await LeaveAsync(edge.Port, mock, []);
        Remains before = await Remains.SettledAsync(edge, mock, null);
        var times = new List<TimeSpan>();
        int unnoticed = 0;
        int batches = (plan.Leaves + Batch - 1) / Batch;
        for (int batch = 0; batch < batches; batch++)
            unnoticed += await LeaveAsync(edge.Port, mock, times);
        Remains after = await Remains.SettledAsync(edge, mock, before);
        double p99 = Percentile.Of(times, 0.99);
        return
        [
            new("leave_unnoticed", $"of {batches * Batch} requests whose callers left, those that went on at the replica", "0", $"{unnoticed}", unnoticed == 0),
            new("leave_p99_ms", $"from the caller's close to the replica's notice, p99 (p50 {Percentile.Of(times, 0.5):0} ms, longest {Percentile.Of(times, 1):0} ms)", $"<= {MostMs:0} ms", $"{p99:0.0} ms", p99 <= MostMs),
            new("leave_left_over", $"left over: {after.Beyond(before)}", "nothing", after.IsWithin(before) ? "nothing" : "something", after.IsWithin(before)),
        ];
    }

    /// <summary>A batch asks, waits until the replica has all of it, and leaves one by one. How many the replica did not notice.</summary>
    private static async Task<int> LeaveAsync(int port, MockProcess mock, List<TimeSpan> times)
    {
        await mock.ResetAsync();
        Leaver[] leavers = await Task.WhenAll(Enumerable.Range(0, Batch).Select(number => Leaver.BeginAsync(port, number)));
        if (!await mock.UntilAsync("in_flight", Batch))
            throw new InvalidOperationException("Not all requests came to the replica.");
        for (int i = 0; i < Batch; i++)
        {
            leavers[i].Leave();
            if (i % 4 == 0)
                await Task.Delay(1);
        }
        await mock.UntilAsync("aborted_by_client", Batch);
        Dictionary<string, long> noticed = [];
        foreach (JsonElement request in await mock.RequestsAsync())
        {
            if (request.GetProperty("outcome").ValueEquals("aborted_by_client"))
                noticed[IdOf(request)] = request.GetProperty("ended_at_ms").GetInt64();
        }
        foreach (Leaver leaver in leavers)
        {
            // The replica's clock is the same, but in whole milliseconds: the last one counts as if it had passed.
            if (noticed.TryGetValue(leaver.Id, out long at))
                times.Add(TimeSpan.FromMilliseconds(at + 1 - leaver.LeftAtMs));
        }
        return leavers.Count(leaver => !noticed.ContainsKey(leaver.Id));
    }

    private static string IdOf(JsonElement request) =>
        request.GetProperty("headers").EnumerateArray().First(field => field[0].GetString()!.Equals(Leaver.IdField, StringComparison.OrdinalIgnoreCase))[1].GetString()!;
}
