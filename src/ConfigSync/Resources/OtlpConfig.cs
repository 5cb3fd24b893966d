using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>Where traces and metrics go by the OpenTelemetry protocol (OTLP).</summary>
/// <param name="Endpoint">The receiver; with <see cref="OtlpProtocol.Http"/> what <c>/v1/traces</c> and <c>/v1/metrics</c> are below.</param>
public sealed record OtlpConfig(Uri Endpoint)
{
    /// <summary>How it is spoken to.</summary>
    public OtlpProtocol Protocol { get; init; } = OtlpProtocol.Grpc;

    /// <summary>Fields that every request to it carries, in their order.</summary>
    public ImmutableArray<OtlpHeader> Headers { get; init; } = [];

    /// <summary>Whether traces are sent. Default true.</summary>
    public bool Traces { get; init; } = true;

    /// <summary>Whether metrics are sent. Default true.</summary>
    public bool Metrics { get; init; } = true;

    /// <summary>Which share of the requests without a sampled parent is kept, 0 to 1. Default 0.01.</summary>
    public double Sampling { get; init; } = 0.01;

    /// <summary>A request that takes longer is kept; <see cref="TimeSpan.Zero"/> (the default) keeps none for that.</summary>
    public TimeSpan Slow { get; init; }

    /// <summary>What this edge is called there. Default <c>edge</c>.</summary>
    public string ServiceName { get; init; } = "edge";

    /// <inheritdoc/>
    public bool Equals(OtlpConfig? other) =>
        other is not null && Endpoint == other.Endpoint && Protocol == other.Protocol && Headers.SequenceEqual(other.Headers) && Traces == other.Traces
        && Metrics == other.Metrics && Sampling.Equals(other.Sampling) && Slow == other.Slow && ServiceName == other.ServiceName;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Endpoint, Protocol, Headers.Length, Traces, Metrics, Sampling, Slow, ServiceName);
}

/// <summary>A field of requests to the receiver.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value with secrets resolved; never logged.</param>
public sealed record OtlpHeader(string Name, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: (secret)";
}

/// <summary>How OTLP is spoken.</summary>
public enum OtlpProtocol
{
    /// <summary>gRPC, over HTTP/2; without TLS with prior knowledge.</summary>
    Grpc,

    /// <summary>Protocol buffers in HTTP/1.1 requests.</summary>
    Http,
}
