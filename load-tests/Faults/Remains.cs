using System.Diagnostics;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>What an edge and its replica hold while nobody asks anything.</summary>
/// <param name="Outstanding">Requests that the edge counts at replicas, and those at work.</param>
/// <param name="Callers">Connections of callers.</param>
/// <param name="Upstream">Connections to replicas, and those who wait for one.</param>
/// <param name="Descriptors">Files and sockets of the edge.</param>
/// <param name="InFlight">Requests that the replica works on.</param>
internal sealed record Remains(double Outstanding, double Callers, double Upstream, int Descriptors, long InFlight)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What is held once it is as before; or, where it does not get there or there is no before, after a while.</summary>
    internal static async Task<Remains> SettledAsync(EdgeProcess edge, MockProcess mock, Remains? wanted)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan patience = wanted is null ? Patience / 5 : Patience;
        while (true)
        {
            Remains now = await NowAsync(edge, mock);
            if ((wanted is not null && now.IsWithin(wanted)) || Stopwatch.GetElapsedTime(start) > patience)
                return now;
        }
    }

    /// <summary>Whether there is no more of anything than <paramref name="before"/>.</summary>
    internal bool IsWithin(Remains before) =>
        Outstanding <= before.Outstanding && Callers <= before.Callers && Upstream <= before.Upstream && Descriptors <= before.Descriptors && InFlight <= before.InFlight;

    /// <summary>What there is more than <paramref name="before"/>, for people.</summary>
    internal string Beyond(Remains before) =>
        $"{Outstanding - before.Outstanding:0} requests, {Callers - before.Callers:0} callers, {Upstream - before.Upstream:0} connections, {Descriptors - before.Descriptors} descriptors, {InFlight - before.InFlight} at the replica";

    private static async Task<Remains> NowAsync(EdgeProcess edge, MockProcess mock)
    {
        Metrics metrics = await edge.MetricsAsync();
        long inFlight = await mock.CountAsync("in_flight");
        // Until the edge has seen the end of the connection that asked it.
        await Task.Delay(100);
        return new(
            metrics.Sum("edge_replica_outstanding") + metrics.Sum("edge_requests_active"),
            metrics.Sum("edge_loop_connections"),
            metrics.Sum("edge_replica_connections"),
            edge.Figures.OpenFiles(),
            inFlight);
    }
}
