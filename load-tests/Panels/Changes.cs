using Edge.LoadTests.Common;

namespace Edge.LoadTests.Panels;

/// <summary>What an operator does meanwhile: changes of routes, a bad file and its repair, and a NATS that goes away and comes back.</summary>
internal static class Changes
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Makes them until <paramref name="end"/>.</summary>
    internal static async Task RunAsync(Stand stand, TimeSpan time, CancellationToken end)
    {
        long start = TimeProvider.System.GetTimestamp();
        bool isBroken = false, hasRestarted = false;
        for (int number = 0; !end.IsCancellationRequested; number++)
        {
            await WriteAsync(stand, number);
            double share = TimeProvider.System.GetElapsedTime(start) / time;
            if (share > 0.3 && !isBroken)
            {
                stand.Save(1, "what is no JSON");
                isBroken = true;
            }
            if (share > 0.5 && !hasRestarted)
            {
                stand.Save(1, "");
                await stand.Nats.RestartAsync();
                hasRestarted = true;
            }
            await Task.Delay(Pause, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One more router.</summary>
    private static async Task WriteAsync(Stand stand, int number)
    {
        int port = stand.Edges[0].ControlPort;
        await Operator.PostAsync(port, $"/v1/accounts/default/routers?routerId=made-{number}", """{ "deployments": [ "blue" ] }""");
    }
}
