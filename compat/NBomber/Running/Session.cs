using NBomber.Reports;

namespace NBomber.Running;

/// <summary>One run of everything that was registered: prepare, warm up, load, tidy up, judge, report.</summary>
internal static class Session
{
    internal static async Task<NodeStats> RunAsync(NBomberContext context)
    {
        ScenarioRun[] runs = [.. context.Scenarios.Select(props => new ScenarioRun(props))];
        foreach (ScenarioRun run in runs.Where(run => run.Props.Init is not null))
            await run.Props.Init!(run.NewInstance());
        await Task.WhenAll(runs.Select(run => run.WarmUpAsync()));
        await ConsoleReport.WatchAsync(runs, Task.WhenAll(runs.Select(run => run.RunAsync(run.Props.LoadSimulations))));
        foreach (ScenarioRun run in runs.Where(run => run.Props.Clean is not null))
            await run.Props.Clean!(run.NewInstance());
        ScenarioStats[] figures = [.. runs.Select(run => run.Stats())];
        var stats = new NodeStats(figures, [.. runs.SelectMany((run, n) => run.Props.Thresholds.Select(threshold => Judge(threshold, figures[n])))]);
        Directory.CreateDirectory(context.ReportFolder);
        foreach (ReportFormat format in context.ReportFormats)
        {
            string path = Path.Combine(context.ReportFolder, $"{context.ReportFileName}.{format.ToString().ToLowerInvariant()}");
            await File.WriteAllTextAsync(path, format switch
            {
                ReportFormat.Html => HtmlReport.Write(context.ReportFileName, stats, runs),
                ReportFormat.Csv => TextReport.Csv(stats),
                _ => TextReport.Markdown(context.ReportFileName, stats),
            });
        }
        ConsoleReport.Print(stats);
        return stats;
    }

    private static ThresholdResult Judge(Threshold threshold, ScenarioStats stats) =>
        new(stats.ScenarioName, threshold.StepName, threshold.Text, IsFailed: !threshold.Check(stats));
}
