using System.Globalization;
using Edge.LoadTests.Common;
using Edge.LoadTests.Scenarios.Asking;
using Edge.LoadTests.Scenarios.Judging;
using Edge.LoadTests.Scenarios.Kinds;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;

namespace Edge.LoadTests.Scenarios;

/// <summary>
/// Runs scenarios against any gateway that speaks OpenAI's API; load-tests/README.md has the flags. Prints one line of figures last.
/// Exit codes: 0 every answer was right and every threshold kept, 1 not, 2 the command line is wrong or nobody answers there.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Options options;
        string[] names;
        try
        {
            options = Options.Read(new Flags(arguments));
            names = All.Names(options);
        }
        catch (ArgumentException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
        using var gateway = new Gateway(options);
        (string? problem, bool nonces) = Probe.AskAsync(options, gateway).GetAwaiter().GetResult();
        if (problem is not null)
        {
            Console.Error.WriteLine(problem);
            return 2;
        }
        Console.WriteLine(nonces
            ? $"{options.Target}: every answer must bring its nonce back."
            : $"{options.Target} does not bring nonces back: answers are judged by their shape alone.");
        try
        {
            NodeStats stats = Run(options, All.Create(new Tools(options, gateway, new Answer(nonces)), names));
            Console.WriteLine(Figures.Line(stats));
            return Figures.AreRight(stats) ? 0 : 1;
        }
        catch (HttpRequestException e)
        {
            Console.Error.WriteLine($"{options.Control} does not let a route be made: {e.Message}");
            return 2;
        }
    }

    private static NodeStats Run(Options options, ScenarioProps[] scenarios) => NBomberRunner
        .RegisterScenarios(scenarios)
        .WithReportFolder(options.Report)
        .WithReportFileName("scenarios")
        .WithReportFormats(ReportFormat.Html, ReportFormat.Csv, ReportFormat.Md)
        .Run();
}
