namespace Edge.Dashboards;

/// <summary>How long everything takes, and how many tokens pass.</summary>
internal static class LatencyBoard
{
    private const string Model = "gen_ai_request_model=~\"$router\", @deployments";

    /// <summary>The page.</summary>
    internal static Dashboard Create() => new("edge-latency", "Edge: latency and tokens", "What callers wait for, which part of it is Edge's, and how fast tokens come.", Callers(), Models(), Own(), Tokens());

    private static Row Callers() => new(
        "What callers wait for",
        new Panel("Time to first byte", "From a request's arrival to the first byte of its answer, over all tries and queues.", "s",
            Query.Quantile(0.5, "edge_request_time_to_first_byte_seconds", "edge_router", "@routes"),
            Query.Quantile(0.95, "edge_request_time_to_first_byte_seconds", "edge_router", "@routes"),
            Query.Quantile(0.99, "edge_request_time_to_first_byte_seconds", "edge_router", "@routes")),
        new Panel("Time of a request", "From a request's arrival to its end, by path.", "s",
            Query.Quantile(0.5, "http_server_request_duration_seconds", "http_route", "@edges"),
            Query.Quantile(0.95, "http_server_request_duration_seconds", "http_route", "@edges")),
        new Panel("Requests by path and status", "What is called, and how it is answered.", "reqps",
            new Query("{{http_route}} {{http_response_status_code}}", """sum by (http_route, http_response_status_code) (rate(http_server_request_duration_seconds_count{@edges}[$__rate_interval]))""")));

    private static Row Models() => new(
        "What models take",
        new Panel("Time to first chunk", "Of streams: from an attempt's start to its first chunk. This is the model, its queue and the way there.", "s",
            Query.Quantile(0.5, "gen_ai_client_operation_time_to_first_chunk_seconds", "edge_deployment", Model),
            Query.Quantile(0.95, "gen_ai_client_operation_time_to_first_chunk_seconds", "edge_deployment", Model),
            Query.Quantile(0.99, "gen_ai_client_operation_time_to_first_chunk_seconds", "edge_deployment", Model)),
        new Panel("Time per output chunk", "Of streams: the pace of a model once it has begun.", "s",
            Query.Quantile(0.5, "gen_ai_client_operation_time_per_output_chunk_seconds", "edge_deployment", Model),
            Query.Quantile(0.95, "gen_ai_client_operation_time_per_output_chunk_seconds", "edge_deployment", Model)),
        new Panel("Time of an attempt", "From an attempt's start to the end of its answer.", "s",
            Query.Quantile(0.5, "gen_ai_client_operation_duration_seconds", "edge_deployment", Model),
            Query.Quantile(0.95, "gen_ai_client_operation_duration_seconds", "edge_deployment", Model)),
        new Panel("Time to first chunk by replica", "The slow one among many.", "s",
            new Query("{{server_address}}:{{server_port}} p95",
                $$"""histogram_quantile(0.95, sum by (server_address, server_port, le) (rate(gen_ai_client_operation_time_to_first_chunk_seconds_bucket{{{Model}}}[$__rate_interval])))""")),
        new Panel("Attempts by kind of call", "Which operations are asked for: chat, text_completion, embeddings and so on.", "reqps",
            new Query("{{gen_ai_operation_name}}", $$"""sum by (gen_ai_operation_name) (rate(gen_ai_client_operation_duration_seconds_count{{{Model}}}[$__rate_interval]))""")),
        new Panel("Attempts that failed, by error", "By deployment and code of the fault.", "reqps",
            new Query("{{edge_deployment}}: {{error_type}}", $$"""sum by (edge_deployment, error_type) (rate(gen_ai_client_operation_duration_seconds_count{error_type!="", {{Model}}}[$__rate_interval]))""")));

    private static Row Own() => new(
        "What Edge takes itself",
        new Panel("Overhead by phase, median", "Time that Edge adds: intake, pick, lease, connect, send. total is all of them together.", "s",
            Query.Quantile(0.5, "edge_request_overhead_seconds", "edge_phase", "@edges")),
        new Panel("Overhead by phase, 99th percentile", "pick is Edge's own work. intake and send hold the caller's upload, lease and connect wait for replicas.", "s",
            Query.Quantile(0.99, "edge_request_overhead_seconds", "edge_phase", "@edges")),
        new Panel("Time in the queue", "How long requests waited for a connection that had to.", "s",
            Query.Quantile(0.5, "edge_queue_wait_seconds", "edge_deployment", "@deployments"),
            Query.Quantile(0.95, "edge_queue_wait_seconds", "edge_deployment", "@deployments")));

    private static Row Tokens() => new(
        "Tokens",
        new Panel("Tokens per second", "input: read. cached: read from a cache, and part of input. output: made.", "short",
            new Query("{{edge_token_type}}", """sum by (edge_token_type) (rate(edge_tokens_total{@routes}[$__rate_interval]))""")),
        new Panel("Output tokens per second, by router", "What is made for whom.", "short",
            new Query("{{edge_router}}", """sum by (edge_router) (rate(edge_tokens_total{edge_token_type="output", @routes}[$__rate_interval]))"""))
        { IsStacked = true },
        new Panel("Tokens of a request", "How long prompts and answers are.", "short",
            Query.Quantile(0.5, "gen_ai_client_token_usage", "gen_ai_token_type", Model),
            Query.Quantile(0.95, "gen_ai_client_token_usage", "gen_ai_token_type", Model)));
}
