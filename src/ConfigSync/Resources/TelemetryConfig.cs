namespace ConfigSync.Resources;

/// <summary>What is written down of requests, and where. A change takes effect at the next start.</summary>
public sealed record TelemetryConfig
{
    /// <summary>One line for each request; null for none.</summary>
    public AccessLogConfig? AccessLog { get; init; }

    /// <summary>Whether an answer says which way its request went, replica's address included, to callers that send <c>x-edge-details</c>.</summary>
    public bool Details { get; init; }

    /// <summary>Where traces and metrics are sent; null for nowhere.</summary>
    public OtlpConfig? Otlp { get; init; }
}

/// <summary>Where the access log goes.</summary>
/// <param name="File">Absolute path of a file that is appended to; null for the standard output.</param>
/// <param name="Format">How a line looks.</param>
public sealed record AccessLogConfig(string? File, AccessLogFormat Format);

/// <summary>How a line of the access log looks.</summary>
public enum AccessLogFormat
{
    /// <summary>A JSON object.</summary>
    Json,

    /// <summary>Words for people.</summary>
    Plain,

    /// <summary>The W3C's extended log file format, with its head of directives.</summary>
    W3C,
}
