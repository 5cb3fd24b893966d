using Shared.Hostile;

namespace Edge.LoadTests.Hostile;

/// <summary>The result for a terminal: one row for each case, and below it what was not held, and why.</summary>
/// <param name="peers">Those that were asked, in the order of the columns.</param>
internal sealed class PlainTable(IReadOnlyList<Peer> peers)
{
    // A clause has at most so many letters, and a row should fit a window.
    private const int ClauseWidth = 20, NameWidth = 68, CellWidth = 10;

    /// <summary>Writes it; with <paramref name="details"/>, what was seen in each case that was not held as well.</summary>
    internal void Write(TextWriter output, bool details)
    {
        foreach ((string title, IReadOnlyList<HostileCase> cases) in HostileCases.Groups)
        {
            output.WriteLine();
            output.WriteLine(Row(title, "", peers.Select(p => p.Name)));
            foreach (HostileCase hostile in cases)
                output.WriteLine(Row(hostile.Name, hostile.Clause, peers.Select(p => p.Of(hostile) is not { } verdict ? "-" : verdict.Harm is null ? "held" : "NOT HELD")));
        }
        foreach (Peer peer in peers)
        {
            output.WriteLine();
            output.WriteLine($"not held by {peer.Name}:");
            foreach (HostileCase hostile in HostileCases.All.Where(c => peer.Of(c)?.Harm is not null))
                output.WriteLine($"  {hostile.Name}: {peer.Of(hostile)!.Harm}{(details ? "\n" + peer.Of(hostile)!.Seen : "")}");
        }
    }

    private static string Row(string name, string clause, IEnumerable<string> cells) =>
        $"{name.PadRight(NameWidth)}{clause.PadRight(ClauseWidth)}{string.Concat(cells.Select(cell => cell.PadRight(CellWidth)))}".TrimEnd();
}
