using Edge.LoadTests.Matrix.Cells;

namespace Edge.LoadTests.Matrix.Nats;

/// <summary>All cells of the NATS side: an edge for each fault, all at once on one bucket; the four moments of a fault one after the other.</summary>
internal static class NatsRun
{
    /// <summary>Runs them.</summary>
    /// <param name="program">The published <c>edge</c>, or its <c>edge.dll</c>.</param>
    /// <param name="folder">Scratch.</param>
    /// <param name="results">Which, and where it is noted what came of each.</param>
    internal static async Task ExecuteAsync(string program, string folder, IReadOnlyList<CellResult> results)
    {
        await using NatsStand stand = await NatsStand.StartAsync(program, folder);
        await Task.WhenAll(results.GroupBy(result => result.Cell.Fault).Select(row => RunAsync(stand, row.Key, [.. row])));
    }

    private static async Task RunAsync(NatsStand stand, FaultKind fault, IReadOnlyList<CellResult> row)
    {
        await using var edge = new NatsEdge(stand, fault.ToString().ToLowerInvariant());
        await edge.StartAsync();
        foreach (CellResult result in row)
            await new NatsCell(edge, result).RunAsync();
        foreach (string line in edge.Mistakes())
            row[^1].Violate($"the log of the edge tells of a mistake: {line}");
    }
}
