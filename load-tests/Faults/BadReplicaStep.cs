using System.Diagnostics;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>Four replicas behind one deployment, one of which goes bad in the middle of many requests.</summary>
internal static class BadReplicaStep
{
    /// <summary>How long a small answer takes, in ms.</summary>
    internal const int AnswerMs = 10;

    /// <summary>How much longer it takes a slow replica.</summary>
    internal const int Slower = 20;

    private const int Replicas = 4;
    private const int Callers = 48;

    // Streams of 160 ms: some have begun at each replica whenever it goes bad.
    private const int Streamers = 16;
    private static readonly string[] Flags = ["--delay", $"{AnswerMs}ms", "--first-token", $"{AnswerMs}ms", "--tokens-per-second", "100", "--tokens", "16"];

    internal static async Task<Goal[]> RunAsync(Plan plan, BadReplica bad) =>
        [.. await MeasureAsync(plan, bad, "even", "evenLoad"), .. await MeasureAsync(plan, bad, "random", "weightedRandom")];

    private static async Task<Goal[]> MeasureAsync(Plan plan, BadReplica bad, string name, string strategy)
    {
        MockProcess[] mocks = await Task.WhenAll(Enumerable.Range(0, Replicas).Select(_ => plan.StartMockAsync(Flags)));
        try
        {
            string silence = $"{BadReplica.Silence.TotalMilliseconds:0}ms";
            string deployment = $$"""
                , "health": { "ejectAfter": 5{{BadReplica.LatencyOutlier}} }, "timeouts": { "firstByte": "{{silence}}", "idle": "{{silence}}" }
                """;
            using EdgeProcess edge = await plan.StartEdgeAsync(mocks, strategy, deployment);
            var load = new ClosedLoad(edge.Port, plan.Requests);
            Task running = load.RunAsync(Callers, Streamers);
            while (load.Begun < plan.Requests / 2)
                await Task.Delay(1);
            await bad.Begin(mocks[0]);
            long since = Stopwatch.GetTimestamp();
            Ends before = load.Part();
            TimeSpan? ejected = await UntilEjectedAsync(edge, mocks[0].Port, since, running);
            await running;
            return Judge(bad, $"{bad.Name}_{name}", strategy, before, load.Part(), ejected);
        }
        finally
        {
            foreach (MockProcess mock in mocks)
                mock.Dispose();
        }
    }

    private static async Task<TimeSpan?> UntilEjectedAsync(EdgeProcess edge, int port, long since, Task running)
    {
        while (!running.IsCompleted)
        {
            if ((await edge.MetricsAsync()).IsReplica(port, "ejected"))
                return Stopwatch.GetElapsedTime(since);
            await Task.Delay(10);
        }
        return null;
    }

    private static Goal[] Judge(BadReplica bad, string name, string strategy, Ends before, Ends after, TimeSpan? ejected)
    {
        double share = (double)after.Failed / after.Count;
        int cut = after.Of(ChatEnd.Cut) + before.Of(ChatEnd.Cut);
        string where = $"one of {Replicas} replicas ({strategy}) {bad.What}";
        string shown = ejected is { } time ? $"{time.TotalSeconds:0.00} s" : "never";
        return
        [
            new($"{name}_failed", $"{where}: failed of {after.Count} requests not yet answered ({after.Reasons()})", $"<= {bad.MostFailed:P2}", $"{share:P4}", share <= bad.MostFailed && before.Failed == 0),
            new($"{name}_untold", $"begun streams that broke off without a word, or ended as if whole ({after.Of(ChatEnd.Told)} were told)", "0", $"{cut}", cut == 0),
            new($"{name}_ejected_s", "until it is left out", bad.EjectedWithin is { } most ? $"<= {most.TotalSeconds:0.#} s" : "", shown, bad.EjectedWithin is { } within ? ejected <= within : null),
            new($"{name}_p99_ms", $"p99 of whole answers since then ({before.P99(ChatEnd.Whole):0} ms before)", "", $"{after.P99(ChatEnd.Whole):0} ms", null),
        ];
    }
}
