using System.Globalization;
using Edge.Fuzz.Engine;

namespace Edge.Fuzz;

/// <summary>What the command line asks for.</summary>
/// <param name="Targets">What is fuzzed, one after the other.</param>
internal sealed record FuzzOptions(IReadOnlyList<FuzzTargetKind> Targets)
{
    /// <summary>For how long, over all targets.</summary>
    internal TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many inputs each target gets, whatever the time; null for as many as the time allows.</summary>
    internal long? Inputs { get; init; }

    /// <summary>What all inputs are made from: the same seed and number of threads make the same ones in the same order.</summary>
    internal ulong Seed { get; init; } = 1;

    /// <summary>Threads, each with a target of its own.</summary>
    internal int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>A file whose bytes are the one input to be tried, again and again with other cuts; null to make inputs.</summary>
    internal string? Replay { get; init; }

    /// <summary>How to call the program.</summary>
    internal static string Usage(IReadOnlyList<FuzzTargetKind> all) =>
        $"""
        --targets {string.Join(',', all.Select(kind => kind.Name))}   what to fuzz; all by default
        --seconds 60      for how long, over all targets
        --inputs N        instead: how many inputs for each target
        --seed 1          what inputs are made from
        --threads {Environment.ProcessorCount}
        --replay FILE     tries the bytes of a file with one target
        """;

    /// <summary>Reads the command line; null with <paramref name="problem"/> when it says something else than above.</summary>
    internal static FuzzOptions? Parse(string[] arguments, IReadOnlyList<FuzzTargetKind> all, out string problem)
    {
        var options = new FuzzOptions(all);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            problem = $"{arguments[i]}: not an option, or not with such a value";
            if (i + 1 == arguments.Length || options.With(arguments[i], arguments[i + 1], all) is not { } more)
                return null;
            options = more;
        }
        problem = options.Replay is not null && options.Targets.Count != 1 ? "--replay needs --targets with one target" : "";
        return problem.Length == 0 ? options : null;
    }

    private FuzzOptions? With(string name, string value, IReadOnlyList<FuzzTargetKind> all) => name switch
    {
        "--targets" => WithTargets(value.Split(','), all),
        "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and < 1e9 =>
            this with { Time = TimeSpan.FromSeconds(seconds) },
        "--inputs" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long inputs) && inputs > 0 => this with { Inputs = inputs },
        "--seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed) => this with { Seed = seed },
        "--threads" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads is > 0 and <= 1024 =>
            this with { Threads = threads },
        "--replay" when File.Exists(value) => this with { Replay = value },
        _ => null,
    };

    private FuzzOptions? WithTargets(string[] names, IReadOnlyList<FuzzTargetKind> all)
    {
        FuzzTargetKind?[] kinds = [.. names.Select(name => all.FirstOrDefault(kind => kind.Name == name))];
        return kinds.Contains(null) ? null : this with { Targets = kinds! };
    }
}
