using Edge.LoadTests.Matrix.Cells;
using Edge.LoadTests.Matrix.Http;
using Edge.LoadTests.Matrix.Nats;

namespace Edge.LoadTests.Matrix;

/// <summary>The whole matrix.</summary>
internal static class MatrixRun
{
    /// <summary>Runs all cells, those of HTTP and those of NATS at the same time; the results in the order of <see cref="Cell.All"/>.</summary>
    /// <param name="program">The published <c>edge</c>, or its <c>edge.dll</c>.</param>
    /// <param name="folder">Scratch.</param>
    /// <param name="part">What the names of the cells hold that are to run; empty for all.</param>
    internal static async Task<IReadOnlyList<CellResult>> ExecuteAsync(string program, string folder, string part = "")
    {
        CellResult[] results = [.. Cell.All.Where(cell => cell.Name.Contains(part, StringComparison.Ordinal)).Select(cell => new CellResult(cell))];
        CellResult[] http = [.. results.Where(result => result.Cell.Side != Side.Nats)];
        CellResult[] nats = [.. results.Where(result => result.Cell.Side == Side.Nats)];
        await Task.WhenAll(
            http.Length == 0 ? Task.CompletedTask : HttpRun.ExecuteAsync(program, Path.Combine(folder, "http"), http),
            nats.Length == 0 ? Task.CompletedTask : NatsRun.ExecuteAsync(program, Path.Combine(folder, "nats"), nats));
        return results;
    }
}
