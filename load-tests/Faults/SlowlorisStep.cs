using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>Thousands of callers that never finish their heads, beside normal traffic.</summary>
internal static class SlowlorisStep
{
    private const int Rounds = 2;
    private const double PerSecond = 500;
    private const int OpenedPerSecond = 1000;
    private const double MostMore = 2;

    /// <summary>An edge gives a head 30 s from its first byte (<c>src/Edge/Drivers/SessionSettings.cs</c>); the rest is for a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(35);

    internal static async Task<Goal[]> RunAsync(Plan plan)
    {
        using MockProcess mock = await plan.StartMockAsync("--delay", "5ms");
        using EdgeProcess edge = await plan.StartEdgeAsync([mock], "evenLoad", "");
        using var callers = new Callers(edge.Port);
        OpenLoad NewLoad() => new(() => callers.AskAsync(Chat.Whole), PerSecond);
        TimeSpan length = Patience + TimeSpan.FromSeconds((double)plan.SlowCallers / OpenedPerSecond);
        await NewLoad().RunAsync(TimeSpan.FromSeconds(5));
        var without = new List<double>();
        var with = new List<double>();
        var ended = new List<TimeSpan>();
        int failed = 0;
        double late = 0;
        // In turn, so that what else the machine does meets both.
        for (int round = 0; round < Rounds; round++)
        {
            OpenLoad alone = NewLoad(), beside = NewLoad();
            await alone.RunAsync(length);
            using var stop = new CancellationTokenSource(length);
            Task<TimeSpan> running = beside.RunAsync(stop.Token);
            ended.AddRange(await SlowAsync(plan, edge.Port, stop.Token));
            await running;
            without.Add(alone.Ends.P99(ChatEnd.Whole));
            with.Add(beside.Ends.P99(ChatEnd.Whole));
            failed += alone.Ends.Failed + beside.Ends.Failed;
            late = Math.Max(late, Math.Max(alone.LateMs, beside.LateMs));
        }
        double more = with.Average() - without.Average();
        int slow = Rounds * plan.SlowCallers;
        double longest = ended.Count == 0 ? 0 : ended.Max().TotalSeconds;
        return
        [
            new("slow_p99_more_ms", $"p99 of {PerSecond:0} requests a second beside {plan.SlowCallers} callers with slow heads ({with.Average():0.00} ms) over without ({without.Average():0.00} ms; made up to {late:0.00} ms late at p99)", $"<= {MostMore:0} ms", $"{more:0.00} ms", more <= MostMore),
            new("slow_failed", "failed of these requests", "0", $"{failed}", failed == 0),
            new("slow_ended", $"slow callers ended by the edge, of {slow}; the last after {longest:0.0} s", $"all within {Patience.TotalSeconds:0} s", $"{ended.Count}", ended.Count == slow && longest <= Patience.TotalSeconds),
        ];
    }

    private static async Task<IEnumerable<TimeSpan>> SlowAsync(Plan plan, int port, CancellationToken stop)
    {
        var random = new Random(7);
        var running = new List<Task<TimeSpan?>>();
        while (running.Count < plan.SlowCallers)
        {
            // A byte each 3 to 7 s.
            for (int i = 0; i < OpenedPerSecond / 50; i++)
                running.Add(SlowCaller.RunAsync(port, TimeSpan.FromSeconds(3 + 4 * random.NextDouble()), stop));
            await Task.Delay(20, CancellationToken.None);
        }
        TimeSpan?[] ended = await Task.WhenAll(running);
        return ended.OfType<TimeSpan>();
    }
}
