namespace Edge.Dashboards;

/// <summary>One page of Grafana.</summary>
/// <param name="Id">Its file, and its address in Grafana.</param>
/// <param name="Title">Its name in Grafana.</param>
/// <param name="Description">What it answers.</param>
/// <param name="Rows">What is on it, from the top.</param>
internal sealed record Dashboard(string Id, string Title, string Description, params Row[] Rows);

/// <summary>Panels under one heading.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Panels">From left to right; what has no room goes below.</param>
internal sealed record Row(string Title, params Panel[] Panels);

/// <summary>One picture.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">How to read it, for somebody who sees it for the first time.</param>
/// <param name="Unit">Grafana's name of the unit.</param>
/// <param name="Queries">What is drawn.</param>
internal sealed record Panel(string Title, string Description, string Unit, params Query[] Queries)
{
    /// <summary>How it is drawn.</summary>
    internal PanelKind Kind { get; init; }

    /// <summary>Whether what is drawn adds up to a whole.</summary>
    internal bool IsStacked { get; init; }

    /// <summary>From which value on a number is bad; null where none is.</summary>
    internal double? BadFrom { get; init; }

    /// <summary>Of the 24 columns of a page, how many it takes.</summary>
    internal int Width => Kind == PanelKind.Number ? 4 : 8;

    /// <summary>How many lines of a page it takes.</summary>
    internal int Height => Kind == PanelKind.Number ? 4 : 8;
}

/// <summary>How a panel is drawn.</summary>
internal enum PanelKind
{
    /// <summary>Lines over time.</summary>
    Lines,

    /// <summary>The last value, large.</summary>
    Number,

    /// <summary>One bar per series, which shows since when it is there.</summary>
    States,
}

/// <summary>One query of Prometheus.</summary>
/// <param name="Legend">How its series are called.</param>
/// <param name="Text">
/// PromQL, in which stand for the choices of the reader: <c>@edges</c> the chosen edges, <c>@routes</c> these, the chosen routers and their deployments,
/// <c>@deployments</c> the chosen edges and deployments.
/// </param>
internal sealed record Query(string Legend, string Text)
{
    private const string Edges = """job="edge", instance=~"$instance" """;
    private const string Deployments = """edge_deployment=~"$deployment" """;
    private const string Routers = """edge_router=~"$router" """;

    /// <summary>The query as Grafana takes it.</summary>
    internal string Expression => Text
        .Replace("@edges", Edges.TrimEnd(), StringComparison.Ordinal)
        .Replace("@deployments", $"{Edges.TrimEnd()}, {Deployments.TrimEnd()}", StringComparison.Ordinal)
        .Replace("@routes", $"{Edges.TrimEnd()}, {Routers.TrimEnd()}, {Deployments.TrimEnd()}", StringComparison.Ordinal);

    /// <summary>A quantile of a histogram, for each value of a label.</summary>
    /// <param name="share">Such as 0.95.</param>
    /// <param name="histogram">Its name, without <c>_bucket</c>.</param>
    /// <param name="by">The label.</param>
    /// <param name="choice">The choice of the reader, and further labels.</param>
    internal static Query Quantile(double share, string histogram, string by, string choice) => new(
        $"{{{{{by}}}}} p{share * 100:0.#}",
        FormattableString.Invariant($$"""histogram_quantile({{share}}, sum by ({{by}}, le) (rate({{histogram}}_bucket{{{choice}}}[$__rate_interval])))"""));
}
