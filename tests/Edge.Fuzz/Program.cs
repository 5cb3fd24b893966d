using Edge.Fuzz.Engine;
using Edge.Fuzz.Targets;

namespace Edge.Fuzz;

/// <summary>
/// Throws changed inputs at what reads bytes from outside, and compares each reading with a slow twin. Exits with 0 when nothing
/// was found, with 1 when something was, with 2 when it was called wrongly.
/// </summary>
internal static class Program
{
    internal static int Main(string[] arguments)
    {
        FuzzOptions? options = FuzzOptions.Parse(arguments, FuzzTargets.All, out string problem);
        if (options is null)
        {
            Console.Error.WriteLine(problem);
            Console.Error.WriteLine(FuzzOptions.Usage(FuzzTargets.All));
            return 2;
        }
        var finds = new FindStore(FindStore.DefaultFolder);
        var session = new FuzzSession(options, finds, Console.Out);
        return session.Run() ? 0 : 1;
    }
}
