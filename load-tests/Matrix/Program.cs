using System.Globalization;
using Edge.LoadTests.Common;
using Edge.LoadTests.Matrix.Cells;

namespace Edge.LoadTests.Matrix;

/// <summary>
/// Eight faults of links at twelve moments, and what Edge promises in each. Called as <c>matrix --edge PROGRAM --folder SCRATCH [--cells TEXT]</c>, with
/// a text for the cells whose names hold it. Prints a table, and one line of
/// figures last. Exit codes: 0 all promises kept, 1 some not, 2 the command line is wrong.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        (string Edge, string Folder, string Cells) settings;
        try
        {
            var flags = new Flags(arguments);
            settings = (flags.Text("edge") ?? throw new ArgumentException("--edge is missing."), flags.Text("folder") ?? throw new ArgumentException("--folder is missing."), flags.Text("cells") ?? "");
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
        IReadOnlyList<CellResult> results = await MatrixRun.ExecuteAsync(settings.Edge, settings.Folder, settings.Cells);
        if (results.Count > 0)
            return Table.Print(results) ? 0 : 1;
        await Console.Error.WriteLineAsync($"There is no cell with '{settings.Cells}' in its name.");
        return 2;
    }
}
