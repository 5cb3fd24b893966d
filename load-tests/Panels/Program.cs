using System.Globalization;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Panels;

/// <summary>
/// What the dashboards and rules of <c>deploy</c> show of a fleet under load. Called as <c>panels --edge PROGRAM --folder SCRATCH --deploy FOLDER --seconds N</c>. Prints a
/// table, and one line of figures last. Exit codes: 0 nothing is empty, 1 something is, 2 the command line is wrong or the run came to nothing.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            var flags = new Flags(arguments);
            return await RunAsync(Text(flags, "edge"), Text(flags, "folder"), Text(flags, "deploy"), TimeSpan.FromSeconds(flags["seconds"]));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    private static async Task<int> RunAsync(string program, string folder, string deploy, TimeSpan time)
    {
        IReadOnlyList<PanelQuery> queries = PanelQuery.ReadAll(Path.Combine(deploy, "grafana", "dashboards"));
        await using Stand stand = await Stand.StartAsync(program, folder, Path.Combine(deploy, "prometheus", "rules"));
        await Console.Error.WriteLineAsync($"Loading for {time.TotalSeconds} s");
        long start = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        long answered = await Load.RunAsync(stand, time);
        if (answered == 0)
            throw new InvalidOperationException("Not one request was answered.");
        var span = new Span(start, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        await Console.Error.WriteLineAsync($"Asking {queries.Count} queries");
        return await Report.PrintAsync(stand.Prometheus, queries, span);
    }

    private static string Text(Flags flags, string name) => flags.Text(name) ?? throw new ArgumentException($"--{name} is missing.");
}
