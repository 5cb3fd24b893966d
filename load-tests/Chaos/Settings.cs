using Edge.LoadTests.Common;

namespace Edge.LoadTests.Chaos;

/// <summary>What is run.</summary>
/// <param name="Program">The published <c>edge</c>.</param>
/// <param name="Folder">Scratch.</param>
/// <param name="Seconds">How long the load lasts.</param>
/// <param name="Callers">How many call at a time.</param>
/// <param name="Seed">What everything is drawn from.</param>
/// <param name="Faults">Whether anything goes wrong; else it is a soak, and memory has goals.</param>
internal sealed record Settings(string Program, string Folder, int Seconds, int Callers, int Seed, bool Faults)
{
    /// <summary>Reads the command line; throws an <see cref="ArgumentException"/> for what is missing.</summary>
    internal static Settings Read(ReadOnlySpan<string> arguments)
    {
        var flags = new Flags(arguments);
        return new Settings(Text(flags, "edge"), Text(flags, "folder"), flags["seconds"], flags["callers"], flags["seed"], flags["faults"] != 0);
    }

    private static string Text(Flags flags, string name) => flags.Text(name) ?? throw new ArgumentException($"--{name} is missing.");
}
