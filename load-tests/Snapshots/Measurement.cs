using System.Globalization;
using System.Text.RegularExpressions;

namespace Edge.LoadTests.Snapshots;

/// <summary>Capacity first, then half of it without changes and with them.</summary>
internal static partial class Measurement
{
    /// <summary>Until the paths of a request are compiled as they stay.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan CapacityLength = TimeSpan.FromSeconds(5);

    /// <summary>The share of the intended rate below which a run has not kept up.</summary>
    private const double Reached = 0.95;

    /// <summary>Measures, prints, and returns the exit code.</summary>
    internal static async Task<int> RunAsync(Plan plan, IChanges changes, TimeSpan length)
    {
        await Load.RunAsync(plan, Warm, 0);
        LoadResult capacity = await Load.RunAsync(plan, CapacityLength, 0);
        double rate = capacity.PerSecond / 2;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"capacity {capacity.PerSecond:F0} requests/s with {plan.Routers} routers"));

        LoadResult without = await Load.RunAsync(plan, length, rate);
        Print("without changes", without);
        int before = await AppliedAsync(plan);
        using var stop = new CancellationTokenSource();
        Task changing = changes.RunAsync(stop.Token);
        LoadResult with = await Load.RunAsync(plan, length, rate);
        int applied = await AppliedAsync(plan) - before;
        await stop.CancelAsync();
        await changing;
        Print("with changes", with);
        if (Math.Min(without.PerSecond, with.PerSecond) < Reached * rate)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Half the capacity ({rate:F0}) was not reached: these are the latencies of a queue, or of a machine that does other things."));
        }

        int failures = capacity.Failures + without.Failures + with.Failures;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"p99_with_ms={with.Milliseconds(0.99):F2} p99_without_ms={without.Milliseconds(0.99):F2} "
            + $"failures={failures} changes_applied={applied}"));
        return failures == 0 && applied > 0 && with.PerSecond > 0 && without.PerSecond > 0 ? 0 : 1;
    }

    private static void Print(string name, LoadResult result) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-16} {result.PerSecond,8:F0} requests/s, ms: p50 {result.Milliseconds(0.5):F2}, p99 {result.Milliseconds(0.99):F2}, "
        + $"longest {result.Milliseconds(1):F2}; failed {result.Failures}"));

    /// <summary>How many snapshots Edge says it has made.</summary>
    private static async Task<int> AppliedAsync(Plan plan)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        string metrics = await client.GetStringAsync(new Uri($"http://127.0.0.1:{plan.Control}/metrics"));
        Match applied = AppliedLine().Match(metrics);
        return applied.Success ? int.Parse(applied.Groups["count"].Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^edge_snapshot_version (?<count>\d+)$", RegexOptions.Multiline)]
    private static partial Regex AppliedLine();
}
