using System.Collections.ObjectModel;

namespace Edge.Telemetry.Traffic;

/// <summary>
/// Names and buckets of the OpenTelemetry semantic conventions that are used here: those for generative AI as they stood on their main line
/// in November 2026 (in development, so pinned in this file alone), and those for HTTP, which are stable, of 1.42.
/// </summary>
internal static class Conventions
{
    internal const string HttpServerDuration = "http.server.request.duration";
    internal const string OperationDuration = "gen_ai.client.operation.duration";
    internal const string TimeToFirstChunk = "gen_ai.client.operation.time_to_first_chunk";
    internal const string TimePerOutputChunk = "gen_ai.client.operation.time_per_output_chunk";
    internal const string TokenUsage = "gen_ai.client.token.usage";

    internal const string HttpMethod = "http.request.method";
    internal const string HttpRoute = "http.route";
    internal const string HttpStatus = "http.response.status_code";
    internal const string ErrorType = "error.type";
    internal const string OperationName = "gen_ai.operation.name";
    internal const string ProviderName = "gen_ai.provider.name";
    internal const string RequestModel = "gen_ai.request.model";
    internal const string TokenType = "gen_ai.token.type";
    internal const string ServerAddress = "server.address";
    internal const string ServerPort = "server.port";

    internal const string Router = "edge.router";
    internal const string Deployment = "edge.deployment";
    internal const string Replica = "edge.replica";
    internal const string Outcome = "edge.outcome";
    internal const string Phase = "edge.phase";
    internal const string Reason = "edge.reason";
    internal const string Currency = "edge.currency";
    internal const string EdgeTokenType = "edge.token.type";
    internal const string Estimated = "edge.estimated";

    /// <summary>Seconds of <see cref="HttpServerDuration"/>.</summary>
    internal static ReadOnlyCollection<double> HttpSeconds { get; } = new([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]);

    /// <summary>Seconds of <see cref="OperationDuration"/>.</summary>
    internal static ReadOnlyCollection<double> OperationSeconds { get; } =
        new([0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]);

    /// <summary>Seconds to a first byte, which of an answer that is no stream comes when all of it was made.</summary>
    internal static ReadOnlyCollection<double> FirstByteSeconds { get; } =
        new([0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160]);

    /// <summary>Seconds of <see cref="TimeToFirstChunk"/>, and of the wait for a connection.</summary>
    internal static ReadOnlyCollection<double> FirstSeconds { get; } =
        new([0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]);

    /// <summary>Tokens of <see cref="TokenUsage"/>.</summary>
    internal static ReadOnlyCollection<double> Tokens { get; } =
        new([1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864]);

    /// <summary>Seconds that Edge itself takes: microseconds when all is well.</summary>
    internal static ReadOnlyCollection<double> OverheadSeconds { get; } =
        new([1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3, 2.5e-3, 5e-3, 1e-2, 0.1, 1]);
}
