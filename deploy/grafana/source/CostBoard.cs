namespace Edge.Dashboards;

/// <summary>What requests cost, by the prices of the configuration.</summary>
internal static class CostBoard
{
    /// <summary>The page.</summary>
    internal static Dashboard Create() => new("edge-cost", "Edge: cost", "What requests cost, by the prices of the configuration. Without prices there are tokens alone.", Money(), Tokens());

    private static Row Money() => new(
        "Cost",
        new Panel("Cost per hour", "At the pace of this moment.", "short",
            new Query("{{edge_currency}}", """sum by (edge_currency) (rate(edge_cost_total{@routes}[$__rate_interval])) * 3600"""))
        { Kind = PanelKind.Number },
        new Panel("Cost in this time", "Over the time that the page shows.", "short",
            new Query("{{edge_currency}}", """sum by (edge_currency) (increase(edge_cost_total{@routes}[$__range]))"""))
        { Kind = PanelKind.Number },
        new Panel("Cost per 1000 requests", "Of answered requests.", "short",
            new Query("{{edge_currency}}",
                """
                1000 * sum by (edge_currency) (rate(edge_cost_total{@routes}[$__rate_interval]))
                / on () group_left sum(rate(edge_router_requests_total{edge_outcome="answered", @routes}[$__rate_interval]))
                """))
        { Kind = PanelKind.Number },
        new Panel("Cost per hour, by router", "Who spends it.", "short",
            new Query("{{edge_router}} {{edge_currency}}", """sum by (edge_router, edge_currency) (rate(edge_cost_total{@routes}[$__rate_interval])) * 3600"""))
        { IsStacked = true },
        new Panel("Cost per hour, by deployment", "Who gets it.", "short",
            new Query("{{edge_deployment}} {{edge_currency}}", """sum by (edge_deployment, edge_currency) (rate(edge_cost_total{@routes}[$__rate_interval])) * 3600"""))
        { IsStacked = true },
        new Panel("Cost per million output tokens", "All cost of a deployment over what it made: cheap prices with long prompts show here.", "short",
            new Query("{{edge_deployment}} {{edge_currency}}",
                """
                1e6 * sum by (edge_deployment, edge_currency) (rate(edge_cost_total{@routes}[$__rate_interval]))
                / on (edge_deployment) group_left sum by (edge_deployment) (rate(edge_tokens_total{edge_token_type="output", @routes}[$__rate_interval]))
                """)));

    private static Row Tokens() => new(
        "What it is for",
        new Panel("Tokens per hour", "input with what was cached, and output.", "short",
            new Query("{{edge_token_type}}", """sum by (edge_token_type) (rate(edge_tokens_total{@routes}[$__rate_interval])) * 3600""")),
        new Panel("Tokens per hour, by deployment", "Input and output.", "short",
            new Query("{{edge_deployment}} {{edge_token_type}}", """sum by (edge_deployment, edge_token_type) (rate(edge_tokens_total{edge_token_type=~"input|output", @routes}[$__rate_interval])) * 3600""")),
        new Panel("Share of input from a cache", "Cached tokens are cheaper at most providers. Sessions that stay on one replica (enableSessionAffinity) raise it.", "percentunit",
            new Query("{{edge_deployment}}",
                """
                sum by (edge_deployment) (rate(edge_tokens_total{edge_token_type="cached", @routes}[$__rate_interval]))
                / sum by (edge_deployment) (rate(edge_tokens_total{edge_token_type="input", @routes}[$__rate_interval]))
                """)),
        new Panel("Share of estimated tokens", "Of answers that told no usage, tokens are estimated, and cost with them.", "percentunit",
            new Query("{{edge_deployment}}",
                """
                sum by (edge_deployment) (rate(edge_tokens_total{edge_estimated="true", @routes}[$__rate_interval]))
                / sum by (edge_deployment) (rate(edge_tokens_total{@routes}[$__rate_interval]))
                """)));
}
