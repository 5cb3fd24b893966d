using System.Text.Json;
using System.Text.RegularExpressions;

namespace Edge.LoadTests.Panels;

/// <summary>One query of one panel.</summary>
/// <param name="Dashboard">Its page.</param>
/// <param name="Panel">Its title.</param>
/// <param name="Legend">How its series are called.</param>
/// <param name="Expression">PromQL, with the variables of Grafana.</param>
internal sealed partial record PanelQuery(string Dashboard, string Panel, string Legend, string Expression)
{
    /// <summary>All queries of the dashboards in <paramref name="folder"/>, in the order of the files.</summary>
    internal static IReadOnlyList<PanelQuery> ReadAll(string folder)
    {
        string[] files = [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new ArgumentException($"There are no dashboards in {folder}.");
        return [.. files.SelectMany(Read)];
    }

    /// <summary>The query as Grafana sends it where everything is chosen.</summary>
    /// <param name="seconds">How long the page shows.</param>
    internal string Filled(long seconds) => Variable().Replace(Expression, match => match.Groups["name"].Value switch
    {
        // Four scrapes and more, as Grafana takes it.
        "__rate_interval" => "10s",
        "__interval" => "5s",
        "__range" => $"{seconds}s",
        _ => ".*",
    });

    private static IEnumerable<PanelQuery> Read(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        string dashboard = Path.GetFileNameWithoutExtension(file);
        var queries = new List<PanelQuery>();
        foreach (JsonElement panel in document.RootElement.GetProperty("panels").EnumerateArray())
        {
            if (!panel.TryGetProperty("targets", out JsonElement targets))
                continue;
            foreach (JsonElement target in targets.EnumerateArray())
                queries.Add(new PanelQuery(dashboard, panel.GetProperty("title").GetString()!, target.GetProperty("legendFormat").GetString()!, target.GetProperty("expr").GetString()!));
        }
        return queries;
    }

    [GeneratedRegex(@"\$\{?(?<name>\w+)\}?")]
    private static partial Regex Variable();
}
