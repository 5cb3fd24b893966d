namespace Edge.Dashboards;

/// <summary>The first page: is something wrong, whose fault is it, where, since when.</summary>
internal static class OverviewBoard
{
    /// <summary>The page.</summary>
    internal static Dashboard Create() => new("edge-overview", "Edge: overview", "Whose fault is it, where, and since when. The other pages go on from here.", Now(), Fault(), Place(), Since());

    private static Row Now() => new(
        "Now",
        new Panel("Edges up", "Edges that Prometheus reaches.", "short", new Query("edges", """sum(up{@edges})""")) { Kind = PanelKind.Number },
        new Panel("Requests", "Requests that were counted by router, all outcomes.", "reqps", new Query("requests", """sum(rate(edge_router_requests_total{@routes}[$__rate_interval]))""")) { Kind = PanelKind.Number },
        new Panel("Failed", "Share of requests that a replica, the way there or Edge failed, answers of 500 and above among them. What callers got wrong or a limit refused is not in it.", "percentunit",
            new Query("failed", """(sum(rate(edge_router_requests_total{edge_outcome=~"failed|truncated|error", @routes}[$__rate_interval])) or vector(0)) / sum(rate(edge_router_requests_total{@routes}[$__rate_interval]))"""))
        { Kind = PanelKind.Number, BadFrom = 0.05 },
        new Panel("Time to first byte", "95 of 100 answers began within this time.", "s",
            new Query("p95", """histogram_quantile(0.95, sum by (le) (rate(edge_request_time_to_first_byte_seconds_bucket{@routes}[$__rate_interval])))"""))
        { Kind = PanelKind.Number, BadFrom = 30 },
        new Panel("At work", "Requests that edges work on at this moment.", "short", new Query("active", """sum(edge_requests_active{@edges})""")) { Kind = PanelKind.Number },
        new Panel("Alerts", "Alerts of Edge that fire. docs/runbooks.md says what each means.", "short",
            new Query("firing", """count(ALERTS{alertname=~"Edge.*", alertstate="firing"}) or vector(0)"""))
        { Kind = PanelKind.Number, BadFrom = 1 });

    private static Row Fault() => new(
        "Whose fault",
        new Panel("Failures by side", "caller: the request was wrong. policy: a limit or a configured state refused it. upstream: the replica, or the way there. edge: a mistake of Edge.", "reqps",
            new Query("{{side}}", """sum by (side) (rate(edge_faults_total{@edges}[$__rate_interval]))"""))
        { IsStacked = true },
        new Panel("Failures by fault", "The codes that callers get as error.code, with the side.", "reqps",
            new Query("{{side}}: {{fault}}", """sum by (side, fault) (rate(edge_faults_total{@edges}[$__rate_interval]))""")),
        new Panel("Answers by status", "Status codes that callers got, those of models among them.", "reqps",
            new Query("{{status}}", """sum by (status) (rate(edge_requests_total{@edges}[$__rate_interval]))"""))
        { IsStacked = true },
        new Panel("What became of requests", "answered: whole. error: whole, with a status of 500 or above from the replica. refused: before a replica was asked. failed: no answer. truncated: cut after its first byte. cancelled: the caller left.", "reqps",
            new Query("{{edge_outcome}}", """sum by (edge_outcome) (rate(edge_router_requests_total{@routes}[$__rate_interval]))"""))
        { IsStacked = true },
        new Panel("Callers that left", "In which phase callers went away. Many in 'awaiting' wait for a slow model; many in 'relaying' read as much as they want.", "reqps",
            new Query("{{edge_phase}}", """sum by (edge_phase) (rate(edge_cancelled_total{@edges}[$__rate_interval]))""")),
        new Panel("Saved by a second try", "Requests that another try served, by the reason of the first failure. Callers saw nothing of these.", "reqps",
            new Query("{{edge_reason}}", """sum by (edge_reason) (rate(edge_retries_total{@edges}[$__rate_interval]))""")));

    private static Row Place() => new(
        "Where",
        new Panel("Requests by router", "Which names are asked for.", "reqps",
            new Query("{{edge_router}}", """sum by (edge_router) (rate(edge_router_requests_total{@routes}[$__rate_interval]))"""))
        { IsStacked = true },
        new Panel("Failures by router", "Requests that failed, were cut or got a failure of a replica for an answer, with the code of the fault where it is Edge that names it.", "reqps",
            new Query("{{edge_router}}: {{edge_outcome}} {{error_type}}", """sum by (edge_router, edge_outcome, error_type) (rate(edge_router_requests_total{edge_outcome=~"failed|truncated|error", @routes}[$__rate_interval]))""")),
        new Panel("Failures by replica", "Attempts that went wrong, by the replica that was asked. One line far above the others is one bad replica; all alike is the way there, or the requests.", "reqps",
            new Query("{{edge_deployment}} {{edge_replica}}", """sum by (edge_deployment, edge_replica) (rate(edge_attempts_total{edge_outcome=~"failed|truncated|error", @deployments}[$__rate_interval]))""")));

    private static Row Since() => new(
        "Since when",
        new Panel("Replicas left out", "ejected: failed and rests. due, probing: one request shows whether it is well. down: does not answer probes. warming: its share grows again.", "short",
            new Query("{{replica}} {{state}}", """max by (replica, state) (edge_replica_state{@edges})"""))
        { Kind = PanelKind.States },
        new Panel("Changes in force", "Changes that edges took over. A failure that begins with a change is most likely its doing.", "short",
            new Query("{{instance}}", """sum by (instance) (increase(edge_snapshot_version{@edges}[$__rate_interval]))""")),
        new Panel("Store", "The state of the store on each edge; all but live want a look.", "short",
            new Query("{{instance}} {{state}}", """max by (instance, state) (edge_store_state{@edges}) == 1"""))
        { Kind = PanelKind.States });
}
