namespace Edge.Dashboards;

/// <summary>The edges as a fleet: whether all serve the same, and how they stand with NATS.</summary>
internal static class FleetBoard
{
    /// <summary>The page.</summary>
    internal static Dashboard Create() => new("edge-fleet", "Edge: fleet and NATS", "Whether all edges serve the same, and how they stand with the store.", Edges(), Snapshots(), Store());

    private static Row Edges() => new(
        "Edges",
        new Panel("Up", "1 where Prometheus reaches an edge.", "short",
            new Query("{{instance}}", """max by (instance) (up{@edges})"""))
        { Kind = PanelKind.States },
        new Panel("Versions", "Which build runs where. Two at once are a roll-out.", "short",
            new Query("{{edge_version}} {{edge_driver}}", """count by (edge_version, edge_driver) (edge_build{@edges})""")),
        new Panel("Requests by edge", "How callers are spread over edges.", "reqps",
            new Query("{{instance}}", """sum by (instance) (rate(edge_requests_total{@edges}[$__rate_interval]))"""))
        { IsStacked = true },
        new Panel("At work by edge", "Requests that each edge has at this moment. An edge that drains falls to 0.", "short",
            new Query("{{instance}}", """max by (instance) (edge_requests_active{@edges})""")),
        new Panel("Peers", "Other edges that told an edge of their load within the last second. Those without requests under evenLoad tell nothing.", "short",
            new Query("{{instance}}", """max by (instance) (edge_fleet_peers{@edges})""")));

    private static Row Snapshots() => new(
        "Configuration",
        new Panel("Snapshot version", "Counts the changes since each edge's start, so the numbers differ; the steps must not.", "short",
            new Query("{{instance}}", """max by (instance) (edge_snapshot_version{@edges})""")),
        new Panel("Age of the snapshot", "Since the last change came into force. An edge whose age goes on growing when the others fall does not follow.", "s",
            new Query("{{instance}}", """max by (instance) (edge_snapshot_age_seconds{@edges})""")),
        new Panel("Time to apply a change", "From a change's arrival to its being in force.", "s",
            Query.Quantile(0.5, "edge_snapshot_apply_time_seconds", "instance", "@edges"),
            Query.Quantile(0.99, "edge_snapshot_apply_time_seconds", "instance", "@edges")),
        new Panel("Files applied and refused", "What became of edge.json at each save. The log of the edge has every mistake with its place.", "short",
            new Query("{{instance}} applied", """sum by (instance) (increase(edge_config_applied_total{@edges}[$__rate_interval]))"""),
            new Query("{{instance}} refused", """sum by (instance) (increase(edge_config_rejected_total{@edges}[$__rate_interval]))""")),
        new Panel("Refused documents", "Resources whose last document has mistakes; their last good version serves.", "short",
            new Query("{{instance}}", """max by (instance) (edge_store_refused{@edges})""")),
        new Panel("Routers that lead nowhere", "None of their deployments exists.", "short",
            new Query("{{instance}}", """max by (instance) (edge_routers_idle{@edges})""")));

    private static Row Store() => new(
        "NATS",
        new Panel("State of the store", "live: followed. connecting, disconnected: edges serve on with what they have. store-reset: the bucket is another one; say edge store adopt if it is right.", "short",
            new Query("{{instance}} {{state}}", """max by (instance, state) (edge_store_state{@edges}) == 1"""))
        { Kind = PanelKind.States },
        new Panel("On the last known good set", "1 where an edge started without the store and serves what it kept.", "short",
            new Query("{{instance}}", """max by (instance) (edge_store_last_known{@edges})""")),
        new Panel("Reconnects and gaps", "Reconnects: the store was lost and followed anew. Gaps: messages that were missing and fetched.", "short",
            new Query("{{instance}} reconnects", """sum by (instance) (increase(edge_store_reconnects_total{@edges}[$__rate_interval]))"""),
            new Query("{{instance}} gaps", """sum by (instance) (increase(edge_store_gaps_total{@edges}[$__rate_interval]))""")),
        new Panel("Foreign entries", "Things in the store that are no resources, as often as they were seen.", "short",
            new Query("{{instance}}", """sum by (instance) (edge_store_foreign_total{@edges})""")));
}
