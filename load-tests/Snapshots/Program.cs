using Edge.LoadTests.Common;

namespace Edge.LoadTests.Snapshots;

/// <summary>
/// Requests to an Edge with many routers while its configuration changes ten times a second. Called as
/// <c>snapshots write --file F --port P --control C --backend B --routers N</c> (writes the configuration),
/// <c>snapshots host …the same</c> (runs it in this process and changes it from within while F exists), and
/// <c>snapshots load …the same --way file|inside --seconds S</c> (measures). B is the port of m1; m2 has the next one.
/// Exit codes: 0 all well, 1 a request failed or nothing changed, 2 the command line is wrong.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            var flags = new Flags(arguments.AsSpan(Math.Min(1, arguments.Length)));
            string file = flags.Text("file") ?? throw new ArgumentException("--file is missing.");
            var plan = new Plan(file, flags["port"], flags["control"], flags["backend"], flags["routers"]);
            switch (arguments[0])
            {
                case "write":
                    new FileChanges(plan).Write();
                    return 0;
                case "host":
                    return await Host.RunAsync(plan);
                case "load":
                    IChanges changes = flags.Text("way") == "inside" ? new HostChanges(plan) : new FileChanges(plan);
                    return await Measurement.RunAsync(plan, changes, TimeSpan.FromSeconds(flags["seconds"]));
                default:
                    throw new ArgumentException($"{arguments[0]} is neither write, host nor load.");
            }
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }
}
