namespace Edge.Dashboards;

/// <summary>Edge as a process: event loops, memory, the .NET runtime.</summary>
internal static class RuntimeBoard
{
    /// <summary>The page.</summary>
    internal static Dashboard Create() => new("edge-runtime", "Edge: runtime", "Whether it is Edge itself: event loops, memory, the .NET runtime.", Loops(), Memory(), Collector(), Threads());

    private static Row Loops() => new(
        "Event loops",
        new Panel("Lag", "The longest turn of each loop since the last scrape: so long everybody else on it waited.", "s",
            new Query("{{instance}} loop {{loop}}", """max by (instance, loop) (edge_loop_lag_seconds{@edges})""")),
        new Panel("Callers by loop", "Connections of callers. One loop with many more than the others is late first.", "short",
            new Query("{{instance}} loop {{loop}}", """max by (instance, loop) (edge_loop_connections{@edges})""")),
        new Panel("CPU", "Cores in use. As many as there are loops is the most that loops can.", "short",
            new Query("{{instance}} {{cpu_mode}}", """sum by (instance, cpu_mode) (rate(dotnet_process_cpu_time_seconds_total{@edges}[$__rate_interval]))"""))
        { IsStacked = true });

    private static Row Memory() => new(
        "Memory",
        new Panel("Resident", "What the kernel counts for the process.", "bytes",
            new Query("{{instance}}", """max by (instance) (dotnet_process_memory_working_set_bytes{@edges})""")),
        new Panel("Bodies", "Memory that bodies of requests, and answers not yet taken, are kept in. Bounded by listen.maxBufferedBytes.", "bytes",
            new Query("{{instance}}", """max by (instance) (edge_memory_buffered_bytes{@edges})""")),
        new Panel("Managed heap", "After the last collection, by generation.", "bytes",
            new Query("{{instance}} {{gc_heap_generation}}", """sum by (instance, gc_heap_generation) (dotnet_gc_last_collection_heap_size_bytes{@edges})"""))
        { IsStacked = true });

    private static Row Collector() => new(
        "Garbage collector",
        new Panel("Collections", "By generation. Requests allocate nothing, so these come from configuration, telemetry and Kestrel.", "short",
            new Query("{{instance}} gen {{generation}}", """sum by (instance, generation) (rate(edge_gc_collections_total{@edges}[$__rate_interval]))""")),
        new Panel("Pauses", "Share of time in which everything stood still.", "percentunit",
            new Query("{{instance}}", """sum by (instance) (rate(dotnet_gc_pause_time_seconds_total{@edges}[$__rate_interval]))""")),
        new Panel("Allocations", "Managed memory allocated.", "Bps",
            new Query("{{instance}}", """sum by (instance) (rate(dotnet_gc_heap_total_allocated_bytes_total{@edges}[$__rate_interval]))""")));

    private static Row Threads() => new(
        "Threads and telemetry",
        new Panel("Pool threads", "Threads of the pool, and what waits for one. A queue that stays means that something blocks.", "short",
            // .NET 10 has both as counters, which they are not; a version that has them as what they are names them without _total.
            new Query("{{instance}} threads", """max by (instance) ({__name__=~"dotnet_thread_pool_thread_count(_total)?", @edges})"""),
            new Query("{{instance}} queue", """max by (instance) ({__name__=~"dotnet_thread_pool_queue_length(_total)?", @edges})""")),
        new Panel("Exceptions and contended locks", "Per second. Failures of requests are values, so exceptions are rare; loops share no lock.", "short",
            new Query("{{instance}} {{error_type}}", """sum by (instance, error_type) (rate(dotnet_exceptions_total{@edges}[$__rate_interval]))"""),
            new Query("{{instance}} locks", """sum by (instance) (rate(dotnet_monitor_lock_contentions_total{@edges}[$__rate_interval]))""")),
        new Panel("Telemetry that was dropped", "What telemetry had no room for. Requests never wait for it; while this is not 0 the other panels show too little.", "short",
            new Query("{{instance}} records", """sum by (instance) (rate(edge_telemetry_records_dropped_total{@edges}[$__rate_interval]))"""),
            new Query("{{instance}} lines of the access log", """sum by (instance) (rate(edge_access_log_dropped_total{@edges}[$__rate_interval]))"""),
            new Query("{{instance}} series", """sum by (instance) (rate(edge_telemetry_series_dropped_total{@edges}[$__rate_interval]))""")));
}
