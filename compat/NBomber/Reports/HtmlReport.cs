using System.Net;

namespace NBomber.Reports;

/// <summary>One page that needs nothing else: the tables, and plots of each scenario and step.</summary>
internal static class HtmlReport
{
    private const string Style = "body{font:14px system-ui,sans-serif;margin:24px;color:#222}td,th{padding:2px 8px;text-align:right;border-bottom:1px solid #ddd}td:nth-child(-n+3),th:nth-child(-n+3)"
        + "{text-align:left}table{border-collapse:collapse}.c{display:flex;flex-wrap:wrap}svg{width:420px;margin:4px 12px 4px 0;font:9px system-ui,sans-serif}polyline{fill:none;stroke-width:1.4}"
        + ".t{font-weight:bold}.g{stroke:#e4e4e4}.y{text-anchor:end;dominant-baseline:middle}.x{text-anchor:middle}.l{text-anchor:end}";

    private static readonly double[] Parts = [0, 0.5, 0.9, 0.99, 0.999, 0.9999];

    internal static string Write(string name, NodeStats stats, ScenarioRun[] runs) =>
        $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{Text(name)}</title><style>{Style}</style><h1>{Text(name)}</h1>"
        + string.Concat(Table.Of(stats).Select(table => $"<h2>{table.Title}</h2><table>{Row("th", table.Columns)}{string.Concat(table.Rows.Select(row => Row("td", row)))}</table>"))
        + string.Concat(runs.Select(run => $"<h2>{Text(run.Props.ScenarioName)}</h2><p>{string.Join(", ", run.Props.LoadSimulations.Select(load => load.Text))}; "
            + $"{run.LateStarts} started late</p><div class=\"c\">{string.Concat(run.Meters.Select(pair => Charts(pair.Step, pair.Meter)))}</div>")) + "</html>\n";

    private static string Charts(string step, Meter meter)
    {
        IReadOnlyList<Second> seconds = meter.Seconds();
        (double, string)[] ends = seconds.Count == 0 ? [] : [(seconds[0].At, $"{seconds[0].At} s"), (seconds[^1].At, $"{seconds[^1].At} s")];
        (double, double)[] Line(Func<Second, double> of) => [.. seconds.Select(second => ((double)second.At, of(second)))];
        string what = step.Length == 0 ? "" : $"{Text(step)}: ";
        return Chart.Draw($"{what}each second", false, ends, ("failed", "#c22", Line(second => second.Failed)), ("all", "#282", Line(second => second.Count)))
            + Chart.Draw($"{what}ms by second", true, ends, ("max", "#c22", Line(second => second.Max)), ("p99", "#e80", Line(second => second.P99)), ("p50", "#26c", Line(second => second.P50)))
            + Chart.Draw($"{what}ms by percentile", true, Parts.Select((part, n) => ((double)n, $"{part * 100}")), ("all", "#26c", [.. Enumerable.Range(0, 51).Select(n => (n / 10.0, meter.Ms(Part(n / 10.0))))]));
    }

    /// <summary>Between the marks evenly.</summary>
    private static double Part(double at) => at >= 5 ? Parts[5] : Parts[(int)at] + ((at - (int)at) * (Parts[(int)at + 1] - Parts[(int)at]));

    private static string Row(string cell, IEnumerable<string> texts) => $"<tr>{string.Concat(texts.Select(text => $"<{cell}>{Text(text)}</{cell}>"))}</tr>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
