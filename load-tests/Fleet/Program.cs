using System.Globalization;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Fleet;

/// <summary>
/// What a fleet of three edges on one NATS does when routes change, NATS goes away and documents are bad. Called as
/// <c>fleet --edge PROGRAM --folder SCRATCH --script KV.MJS --changes N --outage SECONDS --routers N --even SECONDS
/// --steps load,changes,bad,outage,large,even</c>. Prints a table, and one line
/// of figures last. Exit codes: 0 all goals met, 1 one missed, 2 the command line is wrong.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Plan plan;
        try
        {
            var flags = new Flags(arguments);
            plan = new Plan(Text(flags, "edge"), Text(flags, "folder"), Text(flags, "script"), flags["changes"], flags["outage"], flags["routers"], flags["even"], Text(flags, "steps").Split(','));
            if (plan.Steps.Except(["load", "changes", "bad", "outage", "large", "even"]).FirstOrDefault() is { } unknown)
                throw new ArgumentException($"'{unknown}' is no step.");
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        return Report.Print(await MeasureAsync(plan));
    }

    private static async Task<List<Goal>> MeasureAsync(Plan plan)
    {
        var goals = new List<Goal>();
        if (plan.Steps.Any(step => step is not ("large" or "even")))
        {
            await using Fleet fleet = await Fleet.StartAsync(plan);
            await StepAsync(plan, goals, "changes", () => FollowStep.RunAsync(fleet));
            // Behind the changes: until then the code that applies them is still being compiled, which takes CPU time from everybody here.
            await StepAsync(plan, goals, "load", () => LoadStep.RunAsync(fleet));
            await StepAsync(plan, goals, "bad", () => BadTablesStep.RunAsync(fleet));
            await StepAsync(plan, goals, "outage", () => OutageStep.RunAsync(fleet));
        }
        await StepAsync(plan, goals, "large", () => SizeStep.RunAsync(plan));
        await StepAsync(plan, goals, "even", () => EvenLoadStep.RunAsync(plan));
        return goals;
    }

    private static async Task StepAsync(Plan plan, List<Goal> goals, string name, Func<Task<Goal[]>> run)
    {
        if (!plan.Steps.Contains(name))
            return;
        await Console.Error.WriteLineAsync($"Measuring: {name}");
        goals.AddRange(await run());
    }

    private static string Text(Flags flags, string name) => flags.Text(name) ?? throw new ArgumentException($"--{name} is missing.");
}
