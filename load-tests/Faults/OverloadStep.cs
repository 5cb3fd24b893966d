using System.Diagnostics;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>Twice as many requests as two replicas can work on.</summary>
internal static class OverloadStep
{
    private const int Replicas = 2;

    /// <summary>Requests that a replica works on at once.</summary>
    private const int Places = 16;

    private const int AnswerMs = 20;

    /// <summary>
    /// What an operator says who knows the replicas: no more connections than places, so that nothing waits unseen, as many in the queue as one answer's time serves,
    /// and no longer than callers are to wait for a refusal.
    /// </summary>
    private static readonly string Limits = $$"""
        , "limits": { "maxConnections": {{Places}}, "maxQueue": {{Places}}, "queueTimeout": "{{2 * AnswerMs}}ms" }
        """;

    private static readonly string[] Flags = ["--delay", $"{AnswerMs}ms", "--max-concurrency", $"{Places}"];

    internal static async Task<Goal[]> RunAsync(Plan plan)
    {
        double capacity = await CapacityAsync(plan);
        return
        [
            new("overload_capacity_rps", $"requests a second that {Replicas} replicas do, {Places} at a time each", "", $"{capacity:0}", null),
            .. await MeasureAsync(plan, capacity, "refusing", Flags, Limits, isKnown: true),
            .. await MeasureAsync(plan, capacity, "queueing", [.. Flags, "--queue"], Limits, isKnown: true),
            .. await MeasureAsync(plan, capacity, "unlimited", Flags, "", isKnown: false),
        ];
    }

    /// <summary>What the replicas answer when there is always somebody waiting for them, without an edge.</summary>
    private static async Task<double> CapacityAsync(Plan plan)
    {
        MockProcess[] mocks = await StartAsync(plan, [.. Flags, "--queue"]);
        try
        {
            // The first half compiles what is used.
            double answered = 0;
            for (int round = 0; round < 2; round++)
            {
                var loads = mocks.Select(mock => new ClosedLoad(mock.Port, 4000)).ToArray();
                long start = Stopwatch.GetTimestamp();
                await Task.WhenAll(loads.Select(load => load.RunAsync(3 * Places, 0)));
                answered = loads.Sum(load => load.Part().Of(ChatEnd.Whole)) / Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
            return answered;
        }
        finally
        {
            Stop(mocks);
        }
    }

    private static async Task<Goal[]> MeasureAsync(Plan plan, double capacity, string name, string[] flags, string limits, bool isKnown)
    {
        MockProcess[] mocks = await StartAsync(plan, flags);
        try
        {
            using EdgeProcess edge = await plan.StartEdgeAsync(mocks, "evenLoad", limits);
            using var callers = new Callers(edge.Port);
            await new OpenLoad(() => callers.AskAsync(Chat.Whole), capacity / 2).RunAsync(TimeSpan.FromSeconds(3));
            var load = new OpenLoad(() => callers.AskAsync(Chat.Whole), 2 * capacity);
            var watch = new Watch(edge);
            TimeSpan length = TimeSpan.FromSeconds(plan.Seconds);
            Task watching = watch.RunAsync(length);
            length = await load.RunAsync(length);
            await watching;
            return Judge(name, isKnown, load, load.Ends.Of(ChatEnd.Whole) / length.TotalSeconds / capacity, watch);
        }
        finally
        {
            Stop(mocks);
        }
    }

    private static Goal[] Judge(string name, bool isKnown, OpenLoad load, double goodput, Watch watch)
    {
        Ends ends = load.Ends;
        string where = isKnown ? $"replicas {name} beyond their places, which the edge knows" : "replicas refusing, with limits that the edge does not know";
        double p99 = ends.P99(ChatEnd.Refused);
        int wrong = ends.Failed - ends.Of(ChatEnd.Refused);
        long grown = watch.MostKib - watch.EarlyKib;
        Goal share = new($"overload_{name}_goodput", $"{where}: answered of what they can, at twice that ({ends.Count} requests, made {load.LateMs:0} ms late at p99: {ends.Reasons()})", isKnown ? ">= 90 %" : "", $"{goodput:P1}", isKnown ? goodput >= 0.9 : null);
        Goal refused = new($"overload_{name}_refused_p99_ms", "p99 of refusals", isKnown ? "< 100 ms" : "", $"{p99:0} ms", isKnown ? p99 < 100 : null);
        return !isKnown ? [share, refused] :
        [
            share,
            refused,
            new($"overload_{name}_broken", "requests that got no answer", "0", $"{wrong}", wrong == 0),
            new($"overload_{name}_answer_p99_ms", "p99 of answers", "", $"{ends.P99(ChatEnd.Whole):0} ms", null),
            new($"overload_{name}_grown_kib", $"memory beyond the {watch.EarlyKib} KiB of the first quarter", "<= 10 %", $"{grown} KiB", grown <= watch.EarlyKib / 10),
            new($"overload_{name}_operator_ms", $"longest wait of an operator (/livez, /readyz, /metrics; {watch.Unanswered} not answered)", "<= 250 ms", $"{watch.Longest.TotalMilliseconds:0} ms", watch.Longest <= TimeSpan.FromMilliseconds(250) && watch.Unanswered == 0),
        ];
    }

    private static Task<MockProcess[]> StartAsync(Plan plan, string[] flags) => Task.WhenAll(Enumerable.Range(0, Replicas).Select(_ => plan.StartMockAsync(flags)));

    private static void Stop(MockProcess[] mocks)
    {
        foreach (MockProcess mock in mocks)
            mock.Dispose();
    }
}
