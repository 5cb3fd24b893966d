using Spectre.Console;

namespace NBomber.Reports;

/// <summary>Progress and figures on the console.</summary>
internal static class ConsoleReport
{
    // In a file nobody wants colours, or tables folded to 80 columns.
    private static readonly IAnsiConsole Out = Console.IsOutputRedirected
        ? AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(Console.Out) })
        : AnsiConsole.Console;

    internal static Task WatchAsync(ScenarioRun[] runs, Task all) => Out.Progress().StartAsync(async progress =>
    {
        ProgressTask[] bars = [.. runs.Select(run => progress.AddTask(run.Props.ScenarioName.EscapeMarkup(), true, run.Duration.TotalSeconds))];
        for (; !all.IsCompleted; await Task.WhenAny(all, Task.Delay(500)))
        {
            for (int n = 0; n < runs.Length; n++)
                bars[n].Value = Math.Min(bars[n].MaxValue, runs[n].Now.TotalSeconds);
        }
        await all;
    });

    internal static void Print(NodeStats stats)
    {
        Out.Profile.Width = Console.IsOutputRedirected ? 200 : Out.Profile.Width;
        foreach (Table table in Table.Of(stats))
        {
            var grid = new Spectre.Console.Table().Title(table.Title).AddColumns([.. table.Columns.Select(column => new TableColumn(column).NoWrap())]);
            foreach (string[] row in table.Rows)
                grid.AddRow([.. row.Select(cell => cell.EscapeMarkup())]);
            Out.Write(grid);
        }
    }
}
