namespace Edge.Dashboards;

/// <summary>Each replica: what it has to do, how it does, whether it is asked.</summary>
internal static class ReplicaBoard
{
    /// <summary>The page.</summary>
    internal static Dashboard Create() => new("edge-replicas", "Edge: replica health", "Which replica it is. One line that is apart from the others is a replica; all of them together are something else.", Health(), Load(), Engines());

    private static Row Health() => new(
        "Health",
        new Panel("Replicas left out", "ejected: failed and rests. due, probing: one request shows whether it is well. down: does not answer probes. warming: its share grows again.", "short",
            new Query("{{replica}} {{state}} on {{instance}}", """max by (replica, state, instance) (edge_replica_state{@edges})"""))
        { Kind = PanelKind.States },
        new Panel("Ejections", "How often replicas were left out. One that comes back and goes again fails under load.", "short",
            new Query("{{instance}}", """sum by (instance) (increase(edge_replica_ejections_total{@edges}[$__rate_interval]))""")),
        new Panel("Failures by replica", "Attempts that went wrong. failed: no answer. truncated: cut. error: a status of 500 or above.", "reqps",
            new Query("{{edge_deployment}} {{edge_replica}} {{edge_outcome}}", """sum by (edge_deployment, edge_replica, edge_outcome) (rate(edge_attempts_total{edge_outcome=~"failed|truncated|error", @deployments}[$__rate_interval]))""")),
        new Panel("Failed share by replica", "Of the attempts on each replica.", "percentunit",
            new Query("{{edge_deployment}} {{edge_replica}}",
                """
                sum by (edge_deployment, edge_replica) (rate(edge_attempts_total{edge_outcome=~"failed|truncated|error", @deployments}[$__rate_interval]))
                / sum by (edge_deployment, edge_replica) (rate(edge_attempts_total{@deployments}[$__rate_interval]))
                """)),
        new Panel("Cut answers by replica", "Answers that ended before their end, behind their first byte: callers saw these break.", "reqps",
            new Query("{{edge_deployment}} {{edge_replica}}", """sum by (edge_deployment, edge_replica) (rate(edge_truncated_total{@deployments}[$__rate_interval]))""")),
        new Panel("Second tries", "Requests tried once more, by reason, and how many may be at this moment. At 0 failures reach callers at once.", "short",
            new Query("{{edge_reason}} per second", """sum by (edge_reason) (rate(edge_retries_total{@edges}[$__rate_interval]))"""),
            new Query("budget of {{instance}}", """min by (instance) (edge_retry_budget{@edges})""")));

    private static Row Load() => new(
        "Load",
        new Panel("Outstanding by replica", "Requests that each replica has at this moment, from all edges. With evenLoad these are alike in relation to capacity.", "short",
            new Query("{{replica}}", """sum by (replica) (edge_replica_outstanding{@edges})""")),
        new Panel("Attempts by replica", "How often each replica is asked.", "reqps",
            new Query("{{edge_deployment}} {{edge_replica}}", """sum by (edge_deployment, edge_replica) (rate(edge_attempts_total{@deployments}[$__rate_interval]))""")),
        new Panel("Connections", "Connections to replicas by state, and requests that wait for one.", "short",
            new Query("{{replica}} {{state}}", """sum by (replica, state) (edge_replica_connections{@edges})""")),
        new Panel("Waiting for a connection", "Requests in the queues of a deployment. More than 0 for long: more replicas, or a higher limits.maxConnections.", "short",
            new Query("{{edge_deployment}}", """sum by (edge_deployment) (edge_queued{@deployments})""")),
        new Panel("Time in the queue", "How long those waited that had to.", "s",
            Query.Quantile(0.5, "edge_queue_wait_seconds", "edge_deployment", "@deployments"),
            Query.Quantile(0.99, "edge_queue_wait_seconds", "edge_deployment", "@deployments")),
        new Panel("Refused for want of room", "overloaded, queue_full, queue_timeout, no_replica, scaled_to_zero, memory_full: what a limit or a state of a deployment refused.", "reqps",
            new Query("{{fault}}", """sum by (fault) (rate(edge_faults_total{side="policy", @edges}[$__rate_interval]))""")));

    private static Row Engines() => new(
        "What engines tell of themselves",
        new Panel("Requests of the engine", "Of deployments with engineMetrics: requests an engine has, whoever sent them.", "short",
            new Query("{{replica}} {{state}}", """max by (replica, state) (edge_replica_engine_requests{@edges})""")),
        new Panel("Cache of the engine", "How full the cache of an engine is. From 95 % on Edge counts the replica as twice as busy.", "percentunit",
            new Query("{{replica}}", """max by (replica) (edge_replica_engine_cache_usage_ratio{@edges})""")),
        new Panel("Waiting at the engine", "Requests that an engine has in its own queue. It is too small for what it is sent.", "short",
            new Query("{{replica}}", """max by (replica) (edge_replica_engine_requests{state="waiting", @edges})""")));
}
