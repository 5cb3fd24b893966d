using System.Globalization;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>
/// What callers notice when something goes wrong: replicas that die, fail, slow down and freeze, callers that leave, overload, slow heads, restarts. Called as
/// <c>faults --edge PROGRAM --folder SCRATCH --requests N --leaves N --slow N --overload SECONDS
/// --steps killed,errors,slow,frozen,leave,overload,slowloris,restart</c>. Prints a table, and one line of figures last. Exit codes: 0 all goals met, 1 one missed,
/// 2 the command line is wrong.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Dictionary<string, Func<Plan, Task<Goal[]>>> steps = Steps();
        Plan plan;
        try
        {
            var flags = new Flags(arguments);
            plan = new Plan(Text(flags, "edge"), Text(flags, "folder"), flags["requests"], flags["leaves"], flags["slow"], flags["overload"], Text(flags, "steps").Split(','));
            if (plan.Steps.FirstOrDefault(step => !steps.ContainsKey(step)) is { } unknown)
                throw new ArgumentException($"'{unknown}' is no step.");
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        var goals = new List<Goal>();
        foreach (string step in plan.Steps)
        {
            await Console.Error.WriteLineAsync($"Measuring: {step}");
            goals.AddRange(await steps[step](plan));
        }
        return Report.Print(goals);
    }

    private static Dictionary<string, Func<Plan, Task<Goal[]>>> Steps()
    {
        Dictionary<string, Func<Plan, Task<Goal[]>>> steps = new()
        {
            ["leave"] = LeaveStep.RunAsync,
            ["overload"] = OverloadStep.RunAsync,
            ["slowloris"] = SlowlorisStep.RunAsync,
            ["restart"] = RestartStep.RunAsync,
        };
        foreach (BadReplica bad in BadReplica.All)
            steps[bad.Name] = plan => BadReplicaStep.RunAsync(plan, bad);
        return steps;
    }

    private static string Text(Flags flags, string name) => flags.Text(name) ?? throw new ArgumentException($"--{name} is missing.");
}
