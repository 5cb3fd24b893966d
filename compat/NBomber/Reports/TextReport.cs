namespace NBomber.Reports;

/// <summary>The figures as text.</summary>
internal static class TextReport
{
    internal static string Csv(NodeStats stats) => Table.Of(stats).First() is var table ? string.Concat(table.Rows.Prepend(table.Columns).Select(row => $"{string.Join(',', row)}\n")) : "";

    internal static string Markdown(string name, NodeStats stats) => $"# {name}\n" + string.Concat(Table.Of(stats).Select(table =>
        $"\n## {table.Title}\n\n{Line(table.Columns)}{Line(table.Columns.Select(_ => "---"))}{string.Concat(table.Rows.Select(Line))}"));

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|").ReplaceLineEndings(" ")))} |\n";
}
