namespace Edge.Faults;

/// <summary>The one table from a fault to its answer (specs/openai.md, "Error body"; specs/fireworks.md, "Error numbers").</summary>
internal static class FaultTable
{
    private const string Invalid = "invalid_request_error";
    private const string Server = "server_error";
    private static readonly FaultRow[] Rows = Build();

    /// <summary>The row of <paramref name="kind"/>.</summary>
    internal static FaultRow Of(FaultKind kind) => Rows[(int)kind];

    private static FaultRow[] Build()
    {
        var rows = new FaultRow[Enum.GetValues<FaultKind>().Length];
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
            rows[(int)kind] = Row(kind);
        return rows;
    }

    private static FaultRow Row(FaultKind kind) => kind switch
    {
        FaultKind.None => new(FaultSide.Edge, 200, "", "", "OK", null, ""),
        FaultKind.MissingKey => Caller(401, "invalid_api_key", "UNAUTHORIZED", null, "You didn't provide an API key. Send it as 'Authorization: Bearer KEY'."),
        FaultKind.InvalidKey => Caller(401, "invalid_api_key", "UNAUTHORIZED", null, "Incorrect API key provided."),
        FaultKind.UnknownPath => Caller(404, "unknown_url", "NOT_FOUND", null, "No such call. Calls live under /v1."),
        FaultKind.MethodNotAllowed => Caller(405, "method_not_allowed", "UNIMPLEMENTED", null, "This method is not allowed here."),
        FaultKind.UnsupportedMediaType => Caller(415, "unsupported_media_type", "INVALID_ARGUMENT", null, "The body must be JSON: send 'Content-Type: application/json'."),
        FaultKind.ContentEncoding => Caller(415, "unsupported_content_encoding", "INVALID_ARGUMENT", null, "Compressed request bodies are not accepted: send the body without Content-Encoding."),
        FaultKind.UpgradeUnsupported => new(FaultSide.Caller, 501, Server, "upgrade_unsupported", "UNIMPLEMENTED", null, "This endpoint does not upgrade connections."),
        FaultKind.FollowUpUnknown => Caller(404, "not_found", "NOT_FOUND", null, "It is not known where this id was created, so the call cannot be routed."),
        FaultKind.BadRequest => Caller(400, "bad_request", "INVALID_ARGUMENT", null, "The request is not valid HTTP."),
        FaultKind.RequestLineTooLong => Caller(414, "request_line_too_long", "INVALID_ARGUMENT", null, "The request line is too long."),
        FaultKind.HeadTooLarge => Caller(431, "request_header_too_large", "INVALID_ARGUMENT", null, "The head of the request is too large."),
        FaultKind.VersionUnsupported => new(FaultSide.Caller, 505, Server, "http_version_not_supported", "UNIMPLEMENTED", null, "Send HTTP/1.1 or HTTP/1.0."),
        FaultKind.RequestTimeout => Caller(408, "request_timeout", "DEADLINE_EXCEEDED", null, "The request body came too slowly."),
        FaultKind.BodyTooLarge => Caller(413, "request_too_large", "INVALID_ARGUMENT", null, "The request body is too large."),
        FaultKind.InvalidModel => Caller(400, "invalid_model", "INVALID_ARGUMENT", "model", "The body must be a JSON object with one top-level string 'model'."),
        FaultKind.ModelNotFound => Caller(404, "model_not_found", "NOT_FOUND", "model", "Model not found, inaccessible, and/or not deployed"),
        FaultKind.ClientGone => new(FaultSide.Caller, 499, Invalid, "client_closed_request", "CANCELLED", null, "The caller went away."),
        FaultKind.ScaledToZero => Policy("scaled_to_zero", "DEPLOYMENT_SCALING_UP", "Deployment is currently scaled to zero and is scaling up. Please retry your request in a few minutes.", 60),
        FaultKind.NoReplica => Policy("no_replica", "UNAVAILABLE", "No replica of this model is available. Please retry your request.", 1),
        FaultKind.DeploymentFull => Policy("overloaded", "RESOURCE_EXHAUSTED", "This model has as many requests as it may have. Please retry your request.", 1),
        FaultKind.QueueFull => Policy("queue_full", "UNAVAILABLE", "Too many requests wait for this model. Please retry your request.", 1),
        FaultKind.QueueTimeout => Policy("queue_timeout", "UNAVAILABLE", "The request waited too long for a connection to this model. Please retry your request.", 1),
        FaultKind.ConnectFailed => Upstream(502, "connect_failed", "The model's server could not be reached."),
        FaultKind.ConnectTimeout => Upstream(504, "connect_timeout", "The model's server did not accept a connection in time."),
        FaultKind.NameResolution => Upstream(502, "name_resolution", "The model's server has no known address."),
        FaultKind.TlsFailed => Upstream(502, "tls_failed", "No trusted TLS connection to the model's server could be made."),
        FaultKind.UpstreamClosed => Upstream(502, "upstream_closed", "The model's server closed the connection before it answered."),
        FaultKind.UpstreamMalformed => Upstream(502, "upstream_malformed", "The model's server sent an answer that is not valid HTTP."),
        FaultKind.FirstByteTimeout => Upstream(504, "first_byte_timeout", "The model's server did not begin its answer in time."),
        FaultKind.IdleTimeout => Upstream(504, "idle_timeout", "The model's server went silent for too long."),
        FaultKind.TotalTimeout => Upstream(504, "total_timeout", "The request took too long as a whole."),
        FaultKind.Truncated => Upstream(502, "truncated", "The model's server ended its answer before it was complete."),
        FaultKind.MemoryFull => Policy("memory_full", "RESOURCE_EXHAUSTED", "Too much is being uploaded at this moment. Please retry your request.", 1),
        FaultKind.Stopping => Policy("stopping", "UNAVAILABLE", "The server is being restarted. Please retry your request.", 1),
        FaultKind.Internal => new(FaultSide.Edge, 500, Server, "internal_error", "INTERNAL", null, "The server had an error while processing your request."),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a fault without a row"),
    };

    private static FaultRow Caller(int status, string code, string gatewayCode, string? param, string message) =>
        new(FaultSide.Caller, status, Invalid, code, gatewayCode, param, message);

    private static FaultRow Policy(string code, string gatewayCode, string message, int retryAfter) =>
        new(FaultSide.Policy, 503, Server, code, gatewayCode, null, message, retryAfter);

    private static FaultRow Upstream(int status, string code, string message) =>
        new(FaultSide.Upstream, status, Server, code, status == 504 ? "DEADLINE_EXCEEDED" : "UNAVAILABLE", null, message);
}
