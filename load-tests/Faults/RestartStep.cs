using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>Three edges behind a load balancer, stopped and started one after another while requests and streams go on.</summary>
internal static class RestartStep
{
    /// <summary>
    /// What <c>listen</c> says, with a comma before it, so that an edge which is about to stop still takes requests until load balancers have seen that it is not ready.
    /// </summary>
    private const string DrainGrace = ", \"drainGrace\": \"2s\"";

    private const int Edges = 3;
    private const int Rounds = 3;
    private const double ChatsPerSecond = 300;
    private const double StreamsPerSecond = 30;

    // Two seconds each: whenever an edge stops, it has some 20 of them.
    private static readonly Chat Stream = Chat.Of(streamed: true, "x-mock-tokens: 40\r\nx-mock-tokens-per-second: 20\r\n");

    internal static async Task<Goal[]> RunAsync(Plan plan)
    {
        using MockProcess first = await plan.StartMockAsync("--delay", "10ms", "--first-token", "10ms");
        using MockProcess second = await plan.StartMockAsync("--delay", "10ms", "--first-token", "10ms");
        var edges = new List<EdgeProcess>();
        try
        {
            for (int i = 0; i < Edges; i++)
                edges.Add(await plan.StartEdgeAsync([first, second], "evenLoad", "", DrainGrace));
            using var balancer = new Balancer(edges);
            var chats = new OpenLoad(() => balancer.AskAsync(Chat.Whole), ChatsPerSecond);
            var streams = new OpenLoad(() => balancer.AskAsync(Stream), StreamsPerSecond);
            using var stop = new CancellationTokenSource();
            using var done = new CancellationTokenSource();
            Task watching = balancer.WatchAsync(done.Token);
            Task asking = Task.WhenAll(chats.RunAsync(stop.Token), streams.RunAsync(stop.Token));
            await RollAsync(edges, balancer);
            await stop.CancelAsync();
            await asking;
            await done.CancelAsync();
            await watching;
            return Judge(chats.Ends, streams.Ends, chats.LateMs);
        }
        finally
        {
            foreach (EdgeProcess edge in edges)
                edge.Dispose();
        }
    }

    private static async Task RollAsync(List<EdgeProcess> edges, Balancer balancer)
    {
        for (int restart = 0; restart < Rounds * Edges; restart++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            EdgeProcess edge = edges[restart % Edges];
            await edge.StopAsync();
            await edge.StartAsync();
            await edge.UntilAsync(() => Task.FromResult(balancer.IsUsed(restart % Edges)), "used by the balancer");
        }
    }

    private static Goal[] Judge(Ends chats, Ends streams, double late)
    {
        int cut = streams.Of(ChatEnd.Cut) + streams.Of(ChatEnd.Told);
        int failed = chats.Failed + streams.Failed - streams.Of(ChatEnd.Cut);
        return
        [
            new("restart_failed", $"failed of {chats.Count + streams.Count} requests while {Edges} edges are restarted {Rounds} times (chats: {chats.Reasons()}; streams: {streams.Reasons()})", "0", $"{failed}", failed == 0),
            new("restart_cut", $"cut of {streams.Count} streams", "0", $"{cut}", cut == 0),
            new("restart_p99_ms", $"p99 of whole answers (made {late:0.0} ms late at p99)", "", $"{chats.P99(ChatEnd.Whole):0.0} ms", null),
        ];
    }
}
