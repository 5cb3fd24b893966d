using Edge.LoadTests.Matrix.Cells;
using Edge.LoadTests.Matrix.Wire;

namespace Edge.LoadTests.Matrix.Http;

/// <summary>
/// All cells of the HTTP sides, against one edge: those of one fault at a time, since they have nothing in common but the edge. What is left over behind them, and what others saw
/// meanwhile, is held against each of them.
/// </summary>
internal static class HttpRun
{
    private const int SteadyCallers = 8;

    /// <summary>Runs them.</summary>
    /// <param name="program">The published <c>edge</c>, or its <c>edge.dll</c>.</param>
    /// <param name="folder">Scratch.</param>
    /// <param name="results">Which, and where it is noted what came of each.</param>
    internal static async Task ExecuteAsync(string program, string folder, IReadOnlyList<CellResult> results)
    {
        using var stand = new HttpStand(program, folder);
        await stand.Edge.StartAsync();
        var atRest = new Holdings(stand.Edge, more: 4);
        await atRest.NoteAsync();
        await using (var others = new Others(stand.Edge.Port, HttpStand.Steady, HttpStand.Steady, SteadyCallers))
        {
            await stand.Edge.UntilAsync(() => Task.FromResult(others.Asked > 10 * SteadyCallers), "serving");
            var holdings = new Holdings(stand.Edge, more: SteadyCallers);
            await holdings.NoteAsync();
            foreach (IGrouping<FaultKind, CellResult> wave in results.GroupBy(result => result.Cell.Fault))
                await RunAsync(stand, [.. wave], others, holdings);
        }
        Blame(results, await atRest.LeftAsync());
        foreach (string line in stand.Edge.Mistakes())
            Blame(results, $"the log of the edge tells of a mistake: {line}");
    }

    private static async Task RunAsync(HttpStand stand, IReadOnlyList<CellResult> wave, Others others, Holdings holdings)
    {
        int asked = others.Asked;
        await Task.WhenAll(wave.Select(result => new HttpCell(stand, result).RunAsync()));
        Blame(wave, await others.AtRestAsync(holdings.LeftAsync));
        if (others.Asked == asked)
            Blame(wave, "other callers got no answers meanwhile");
        IReadOnlyCollection<string> failures = others.TakeFailures();
        foreach (CellResult result in wave)
            result.Others(failures);
    }

    private static void Blame(IEnumerable<CellResult> results, string? what)
    {
        if (what is null)
            return;
        foreach (CellResult result in results)
            result.Violate(what);
    }
}
