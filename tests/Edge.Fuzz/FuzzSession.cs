using System.Diagnostics;
using Edge.Fuzz.Engine;

namespace Edge.Fuzz;

/// <summary>One run of the program: target after target, a line for each, the sum at the end.</summary>
internal sealed class FuzzSession(FuzzOptions options, FindStore finds, TextWriter output)
{
    // A file is tried with so many ways to cut it.
    private const int ReplayVariants = 100_000;

    private long _inputs;
    private int _differences;
    private int _crashes;

    /// <summary>Runs it. Returns whether nothing was found.</summary>
    internal bool Run()
    {
        Write($"seed={options.Seed} threads={options.Threads}");
        foreach (FuzzTargetKind kind in options.Targets)
        {
            if (!(options.Replay is null ? Fuzz(kind) : Replay(kind, options.Replay)))
                break;
        }
        Write($"inputs={_inputs} differences={_differences} crashes={_crashes}");
        return _differences + _crashes == 0;
    }

    // Whether the next target may run: a thread that hangs cannot be ended.
    private bool Fuzz(FuzzTargetKind kind)
    {
        var run = new FuzzRun(kind.Make, options.Seed, options.Threads)
        {
            Time = options.Inputs is null ? options.Time / options.Targets.Count : null,
            Inputs = options.Inputs,
        };
        long begin = Stopwatch.GetTimestamp();
        run.Run();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        foreach (Find find in run.Finds)
            Report(kind, find);
        int crashes = run.FindCount(FindKind.Crash) + run.FindCount(FindKind.Hang);
        Count(run.InputsRead, run.FindCount(FindKind.Difference), crashes);
        Write($"{kind.Name,-14}inputs={run.InputsRead} inputs/s={run.InputsRead / seconds:0} outcomes={run.Outcomes} "
            + $"differences={run.FindCount(FindKind.Difference)} crashes={crashes}");
        return run.FindCount(FindKind.Hang) == 0;
    }

    private bool Replay(FuzzTargetKind kind, string path)
    {
        byte[] input = File.ReadAllBytes(path);
        FuzzTarget target = kind.Make();
        var dice = new Dice(options.Seed);
        Find? find = null;
        for (int i = 0; i < ReplayVariants && find is null; i++)
            find = Judge.Of(target, input, dice.Next());
        if (find is not null)
            Report(kind, find);
        bool crashed = find?.Kind == FindKind.Crash;
        Count(1, find is null || crashed ? 0 : 1, crashed ? 1 : 0);
        return false;
    }

    private void Report(FuzzTargetKind kind, Find find)
    {
        Find least = find.Kind == FindKind.Hang ? find : new Minimiser(kind.Make()).Shrink(find);
        string path = finds.Save(kind.Name, least);
        Write($"{kind.Name}: {find.Kind}, seed {options.Seed}, variant {least.Variant}: {least.Message}");
        Write($"  {least.Input.Length} bytes (of {find.Input.Length} at first): {Convert.ToHexString(least.Input)}");
        Write($"  again: dotnet run -c Release --project tests/Edge.Fuzz -- --targets {kind.Name} --replay {path}");
    }

    private void Count(long inputs, int differences, int crashes)
    {
        _inputs += inputs;
        _differences += differences;
        _crashes += crashes;
    }

    private void Write(string line) => output.WriteLine(line);
}
