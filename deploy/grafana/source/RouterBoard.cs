namespace Edge.Dashboards;

/// <summary>Routers, and the deployments that they split their requests over.</summary>
internal static class RouterBoard
{
    /// <summary>The page.</summary>
    internal static Dashboard Create() => new("edge-routers", "Edge: routers and splits", "How requests are split, and how the sides of a split compare.", Split(), Compared(), Refused());

    private static Row Split() => new(
        "Split",
        new Panel("Requests by router", "Which names are asked for.", "reqps",
            new Query("{{edge_router}}", """sum by (edge_router) (rate(edge_router_requests_total{@routes}[$__rate_interval]))"""))
        { IsStacked = true },
        new Panel("Requests by deployment", "Where they were sent. What was refused before has no deployment.", "reqps",
            new Query("{{edge_router}} → {{edge_deployment}}", """sum by (edge_router, edge_deployment) (rate(edge_router_requests_total{edge_deployment!="", @routes}[$__rate_interval]))"""))
        { IsStacked = true },
        new Panel("Share of each deployment", "Of the requests of a router. With weightedRandom this is the ratio of the replicas; where it is not, replicas are left out or full.", "percentunit",
            new Query("{{edge_router}} → {{edge_deployment}}",
                """
                sum by (edge_router, edge_deployment) (rate(edge_router_requests_total{edge_deployment!="", @routes}[$__rate_interval]))
                / on (edge_router) group_left sum by (edge_router) (rate(edge_router_requests_total{edge_deployment!="", @routes}[$__rate_interval]))
                """)));

    private static Row Compared() => new(
        "Sides compared",
        new Panel("Failed, by deployment", "Share of the requests of each side that got no whole answer, or a failure of a replica for one.", "percentunit",
            new Query("{{edge_router}} → {{edge_deployment}}",
                """
                sum by (edge_router, edge_deployment) (rate(edge_router_requests_total{edge_outcome=~"failed|truncated|error", @routes}[$__rate_interval]))
                / sum by (edge_router, edge_deployment) (rate(edge_router_requests_total{@routes}[$__rate_interval]))
                """)),
        new Panel("Time to first byte, by deployment", "Median and 95th percentile of each side.", "s",
            new Query("{{edge_deployment}} p50", """histogram_quantile(0.5, sum by (edge_deployment, le) (rate(edge_request_time_to_first_byte_seconds_bucket{@routes}[$__rate_interval])))"""),
            new Query("{{edge_deployment}} p95", """histogram_quantile(0.95, sum by (edge_deployment, le) (rate(edge_request_time_to_first_byte_seconds_bucket{@routes}[$__rate_interval])))""")),
        new Panel("Left by callers, by deployment", "Share of requests whose caller went away: the side that callers lose patience with.", "percentunit",
            new Query("{{edge_router}} → {{edge_deployment}}",
                """
                sum by (edge_router, edge_deployment) (rate(edge_router_requests_total{edge_outcome="cancelled", @routes}[$__rate_interval]))
                / sum by (edge_router, edge_deployment) (rate(edge_router_requests_total{@routes}[$__rate_interval]))
                """)),
        new Panel("Output tokens, by deployment", "Tokens that each side made.", "short",
            new Query("{{edge_router}} → {{edge_deployment}}", """sum by (edge_router, edge_deployment) (rate(edge_tokens_total{edge_token_type="output", @routes}[$__rate_interval]))""")),
        new Panel("Output tokens per request, by deployment", "A side that answers much shorter or longer than the other is another model, or cut.", "short",
            new Query("{{edge_router}} → {{edge_deployment}}",
                """
                sum by (edge_router, edge_deployment) (rate(edge_tokens_total{edge_token_type="output", @routes}[$__rate_interval]))
                / sum by (edge_router, edge_deployment) (rate(edge_router_requests_total{edge_outcome="answered", @routes}[$__rate_interval]))
                """)),
        new Panel("Cost per request, by deployment", "In the currency of the prices. Empty without prices.", "short",
            new Query("{{edge_router}} → {{edge_deployment}} {{edge_currency}}",
                """
                sum by (edge_router, edge_deployment, edge_currency) (rate(edge_cost_total{@routes}[$__rate_interval]))
                / on (edge_router, edge_deployment) group_left sum by (edge_router, edge_deployment) (rate(edge_router_requests_total{edge_outcome="answered", @routes}[$__rate_interval]))
                """)));

    private static Row Refused() => new(
        "What was not answered",
        new Panel("Not answered, by reason", "The code of the fault, by router.", "reqps",
            new Query("{{edge_router}}: {{error_type}}", """sum by (edge_router, error_type) (rate(edge_router_requests_total{edge_outcome!="answered", error_type!="", @routes}[$__rate_interval]))""")),
        new Panel("Outcomes by router", "How requests of each router ended.", "reqps",
            new Query("{{edge_router}} {{edge_outcome}}", """sum by (edge_router, edge_outcome) (rate(edge_router_requests_total{@routes}[$__rate_interval]))""")),
        new Panel("Routers that lead nowhere", "Routers none of whose deployments exists: callers of these get 503.", "short",
            new Query("{{instance}}", """max by (instance) (edge_routers_idle{@edges})""")));
}
