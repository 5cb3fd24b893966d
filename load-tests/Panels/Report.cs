namespace Edge.LoadTests.Panels;

/// <summary>The table of all queries, and the line of figures.</summary>
internal static class Report
{
    /// <summary>Asks and prints; the exit code, 1 where something is empty.</summary>
    internal static async Task<int> PrintAsync(Prometheus prometheus, IReadOnlyList<PanelQuery> queries, Span span)
    {
        Console.WriteLine("| dashboard | panel | legend | last | series | |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        int empty = 0;
        foreach (PanelQuery query in queries)
        {
            Seen seen = await prometheus.RangeAsync(query.Filled(span.End - span.Start), span);
            empty += seen.IsEmpty ? 1 : 0;
            Console.WriteLine($"| {query.Dashboard} | {query.Panel} | {query.Legend} | {seen.Last:0.######} | {seen.Series} | {Word(seen)} |");
        }
        IReadOnlyList<Rule> rules = await prometheus.RulesAsync();
        int emptyRules = await PrintRecordsAsync(prometheus, [.. rules.Where(rule => !rule.IsAlert)], span);
        int blind = await PrintAlertsAsync(prometheus, [.. rules.Where(rule => rule.IsAlert)], span);
        Console.WriteLine($"panels={queries.DistinctBy(query => (query.Dashboard, query.Panel)).Count()} queries={queries.Count} empty={empty} "
            + $"rules={rules.Count(rule => !rule.IsAlert)} rules_empty={emptyRules} alerts={rules.Count(rule => rule.IsAlert)} alerts_blind={blind}");
        return rules.Count > 0 && empty + emptyRules + blind == 0 ? 0 : 1;
    }

    private static async Task<int> PrintRecordsAsync(Prometheus prometheus, IReadOnlyList<Rule> rules, Span span)
    {
        Console.WriteLine();
        Console.WriteLine("| record | last | series | |");
        Console.WriteLine("| --- | --- | --- | --- |");
        int empty = 0;
        foreach (Rule rule in rules)
        {
            Seen seen = await prometheus.RangeAsync(rule.Name, span);
            empty += seen.IsEmpty ? 1 : 0;
            Console.WriteLine($"| {rule.Name} | {seen.Last:0.######} | {seen.Series} | {(rule.Problem.Length > 0 ? rule.Problem : Word(seen))} |");
        }
        return empty;
    }

    /// <summary>An alert need not fire; but what it looks at must be there, else it never does.</summary>
    private static async Task<int> PrintAlertsAsync(Prometheus prometheus, IReadOnlyList<Rule> rules, Span span)
    {
        Console.WriteLine();
        Console.WriteLine("| alert | looks at | fired for | |");
        Console.WriteLine("| --- | --- | --- | --- |");
        int blind = 0;
        foreach (Rule rule in rules)
        {
            var missing = new List<string>();
            foreach (string metric in rule.Metrics)
            {
                if ((await prometheus.RangeAsync(metric, span)).IsEmpty)
                    missing.Add(metric);
            }
            Seen condition = await prometheus.RangeAsync(rule.Expression, span);
            bool isBlind = missing.Count > 0 || rule.Problem.Length > 0 || condition.Problem is not null;
            blind += isBlind ? 1 : 0;
            string word = missing.Count > 0 ? $"BLIND: no {string.Join(", ", missing)}" : rule.Problem + condition.Problem;
            Console.WriteLine($"| {rule.Name} | {string.Join(", ", rule.Metrics)} | {condition.Series} | {word} |");
        }
        return blind;
    }

    private static string Word(Seen seen) => seen.Problem ?? (seen.IsEmpty ? "EMPTY" : "");
}
