using System.Globalization;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Migration;

/// <summary>
/// A model is moved from one deployment to another while callers go on calling, as the guide of the public router API does it. Called as
/// <c>migration --port DATA --control CONTROL --requests N</c> with an edge there that has a store and no routers. Prints a plot of who answered, and one
/// line of figures last. Exit codes: 0 all as promised, 1 not, 2 the command line is wrong.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Flags flags;
        try
        {
            flags = new Flags(arguments);
            _ = flags["port"] + flags["control"] + flags["requests"];
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        using var a = new Deployment("a", 4);
        using var b = new Deployment("b", 5);
        var control = new Control(flags["control"]);
        await using var traffic = new Traffic(flags["port"]);
        List<Finding> findings = await new Walkthrough(control, traffic, flags["requests"]).RunAsync(a, b);
        Plot.Print(traffic.Seconds);
        findings.Add(new Finding("failed", "requests that failed on the way", "0", $"{traffic.Failed}", traffic.Failed == 0));
        foreach (Finding finding in findings)
            Console.WriteLine($"{(finding.IsAsPromised ? "ok     " : "MISSED ")} {finding.What}: {finding.Measured} (promised {finding.Promised})");
        Console.WriteLine(string.Join(' ', findings.Select(finding => $"{finding.Name}={finding.Measured}").Append($"requests={traffic.Asked}")));
        return findings.All(finding => finding.IsAsPromised) ? 0 : 1;
    }
}
