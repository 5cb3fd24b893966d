using Edge.LoadTests.Matrix.Cells;

namespace Edge.LoadTests.Matrix;

/// <summary>What is printed of a run.</summary>
internal static class Table
{
    /// <summary>Prints a row for each cell, what was not kept, and one line of figures last; whether all was kept.</summary>
    internal static bool Print(IReadOnlyList<CellResult> results)
    {
        Console.WriteLine("| cell | seen | back after | |");
        Console.WriteLine("| --- | --- | ---: | --- |");
        foreach (CellResult result in results)
            Console.WriteLine($"| {result.Cell.Name} | {result.Seen} | {result.Recovery.TotalMilliseconds:0} ms | {(result.Violations.Count == 0 ? "kept" : "NOT KEPT")} |");
        foreach (CellResult result in results)
        {
            foreach (string violation in result.Violations)
                Console.WriteLine($"{result.Cell.Name}: {violation}");
        }
        Console.WriteLine(
            $"cells={results.Count} failed_others={results.Sum(result => result.FailedOthers)} sent_twice={results.Sum(result => result.SentTwice)} "
            + $"violations={results.Sum(result => result.Violations.Count)} slowest_recovery_ms={results.Max(result => result.Recovery).TotalMilliseconds:0}");
        return results.All(result => result.Violations.Count == 0);
    }
}
