namespace Edge.Cli.Client;

/// <summary>A table whose columns are as wide as what stands in them.</summary>
internal static class TextTable
{
    /// <summary>Writes <paramref name="heads"/> and then <paramref name="rows"/>, one line each.</summary>
    internal static void Write(TextWriter output, string[] heads, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. heads.Select((head, column) => rows.Select(row => row[column].Length).Append(head.Length).Max())];
        foreach (string[] row in rows.Prepend(heads))
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
