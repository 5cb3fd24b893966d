using System.Globalization;
using Edge.LoadTests.Chaos.Audit;

namespace Edge.LoadTests.Chaos;

/// <summary>
/// Full load with faults everywhere, and an auditor that looks at every request. Called as
/// <c>chaos --edge PROGRAM --folder SCRATCH --seconds N --callers N --seed N --faults 0|1</c>; without faults it is a soak. Prints a table of outcomes, the
/// violations with examples, and one line of figures last. Exit codes: 0 none, 1 some, 2 the command line is wrong.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Settings settings;
        try
        {
            settings = Settings.Read(arguments);
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        var tally = new Tally();
        Figures figures = await Run.ExecuteAsync(settings, tally);
        Report.Print(tally, figures);
        return Enum.GetValues<ViolationKind>().All(kind => tally.Of(kind) == 0) ? 0 : 1;
    }
}
