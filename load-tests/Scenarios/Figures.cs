using System.Globalization;
using NBomber.Contracts.Stats;

namespace Edge.LoadTests.Scenarios;

/// <summary>The last line.</summary>
internal static class Figures
{
    /// <summary>All requests, what was wrong, and the latency of each scenario and step.</summary>
    internal static string Line(NodeStats stats)
    {
        var words = new List<string>
        {
            $"requests={stats.ScenarioStats.Sum(scenario => scenario.Ok.Request.Count + scenario.Fail.Request.Count)}",
            $"wrong={stats.ScenarioStats.Sum(scenario => scenario.Fail.Request.Count)}",
            $"missed={stats.Thresholds.Count(threshold => threshold.IsFailed)}",
        };
        foreach (ScenarioStats scenario in stats.ScenarioStats)
        {
            words.AddRange(Of(scenario.ScenarioName, scenario.Ok.Latency));
            foreach (StepStats step in scenario.StepStats)
                words.AddRange(Of(step.StepName, step.Ok.Latency));
        }
        return string.Join(' ', words);
    }

    /// <summary>Whether every answer was right, every threshold was kept, and each scenario was answered at all.</summary>
    internal static bool AreRight(NodeStats stats) =>
        stats.ScenarioStats.All(scenario => scenario.Fail.Request.Count == 0 && scenario.Ok.Request.Count > 0) && !stats.Thresholds.Any(threshold => threshold.IsFailed);

    private static string[] Of(string name, LatencyStats latency) =>
        [string.Create(CultureInfo.InvariantCulture, $"{name}_p50_ms={latency.Percent50:0.##}"), string.Create(CultureInfo.InvariantCulture, $"{name}_p99_ms={latency.Percent99:0.##}")];
}
