namespace Edge.LoadTests.Chaos.Stand;

/// <summary>Names of figures of <c>/metrics</c>.</summary>
internal static class EdgeFigures
{
    /// <summary>Collections of the oldest generation.</summary>
    internal const string OldestCollections = "edge_gc_collections_total{generation=\"2\"}";

    /// <summary>How often a replica was left out.</summary>
    internal const string Ejections = "edge_replica_ejections_total";

    /// <summary>What must be 0 when nothing is to be done; with labels behind it.</summary>
    internal static readonly string[] MustBeZero =
        ["edge_requests_active", "edge_loop_connections", "edge_replica_outstanding", "edge_replica_connections", "edge_memory_buffered_bytes"];
}
