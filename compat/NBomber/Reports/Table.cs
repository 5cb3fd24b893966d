namespace NBomber.Reports;

/// <summary>Figures as every report shows them.</summary>
internal sealed record Table(string Title, string[] Columns, IEnumerable<string[]> Rows)
{
    internal static IEnumerable<Table> Of(NodeStats stats)
    {
        yield return new("Latency in ms", ["scenario", "step", "ok", "failed", "ok_per_s", "min", "mean", "p50", "p75", "p95", "p99", "max", "std_dev", "mb"],
            stats.ScenarioStats.SelectMany(scenario => scenario.StepStats.Prepend(new("", scenario.Ok, scenario.Fail)).Select(step => Figures(scenario.ScenarioName, step))));
        yield return new("What came back", ["scenario", "step", "status", "count", "percent", "message"], stats.ScenarioStats.SelectMany(scenario => scenario.StepStats
            .Prepend(new("", scenario.Ok, scenario.Fail)).SelectMany(step => step.Ok.StatusCodes.Concat(step.Fail.StatusCodes).Select(code =>
            (string[])[scenario.ScenarioName, step.StepName, code.IsError ? $"failed {code.StatusCode}" : code.StatusCode, $"{code.Count}", Text(code.Percent), code.Message]))));
        yield return new("Thresholds", ["scenario", "step", "threshold", "result"], stats.Thresholds.Select(threshold =>
            (string[])[threshold.ScenarioName, threshold.StepName, threshold.CheckExpression, threshold.IsFailed ? "missed" : "met"]));
    }

    internal static string Text(double number) => number.ToString(number is 0 or >= 100 ? "0" : "0.##", CultureInfo.InvariantCulture);

    private static string[] Figures(string scenario, StepStats step) =>
    [
        scenario, step.StepName, $"{step.Ok.Request.Count}", $"{step.Fail.Request.Count}", Text(step.Ok.Request.RPS),
        .. ((double[])[step.Ok.Latency.MinMs, step.Ok.Latency.MeanMs, step.Ok.Latency.Percent50, step.Ok.Latency.Percent75, step.Ok.Latency.Percent95, step.Ok.Latency.Percent99,
            step.Ok.Latency.MaxMs, step.Ok.Latency.StdDev, step.Ok.DataTransfer.AllBytes / 1e6]).Select(Text),
    ];
}
