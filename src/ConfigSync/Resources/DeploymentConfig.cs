using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>One model server, or several alike: where its replicas are and how to speak to them.</summary>
public sealed record DeploymentConfig
{
    /// <summary>1-63 of <c>a-z 0-9 -</c>, not starting or ending with <c>-</c>; unique within the account.</summary>
    public required string Id { get; init; }

    /// <summary>The owning account.</summary>
    public string Account { get; init; } = ListenConfig.DefaultAccount;

    /// <summary>Further names <c>model</c> may say for it: any UTF-8 of 1-256 bytes, unique within the account.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Where the replicas are; at least one, unless <see cref="Discovery"/> finds them.</summary>
    public ImmutableArray<EndpointConfig> Endpoints { get; init; } = [];

    /// <summary>Where further replicas are found; null for nowhere.</summary>
    public DiscoveryConfig? Discovery { get; init; }

    /// <summary>The model it serves, as callers may name it: <c>accounts/{a}/models/{m}</c> or any name. Null for none.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Who runs it: <c>{provider}/{model}</c> leads to it. Null for nobody.</summary>
    public string? Provider { get; init; }

    /// <summary>What it costs; null where it is not said.</summary>
    public PricingConfig? Pricing { get; init; }

    /// <summary>How well its model does; null where it is not said.</summary>
    public ScoresConfig? Scores { get; init; }

    /// <summary>The fewest replicas wanted. Default 0.</summary>
    public int MinReplicaCount { get; init; }

    /// <summary>The most replicas wanted; null for what its endpoints declare.</summary>
    public int? MaxReplicaCount { get; init; }

    /// <summary>The count it was last scaled to; null for what its endpoints declare.</summary>
    public int? DesiredReplicaCount { get; init; }

    /// <summary>Whether requests of one session go to one replica.</summary>
    public bool SessionAffinity { get; init; }

    /// <summary>The name the upstream knows the model by; written into the body in place of the caller's. Null leaves the body alone.</summary>
    public string? ServedModel { get; init; }

    /// <summary>The field that proves Edge to the upstream; null sends none.</summary>
    public UpstreamAuthConfig? Auth { get; init; }

    /// <summary>PEM file with the certificate authorities that <c>https</c> endpoints are verified against; null uses the system's.</summary>
    public string? CaPath { get; init; }

    /// <summary>Whether an event stream that ends without its path's end mark is an error (specs/openai.md). Default true.</summary>
    public bool RequireEndMark { get; init; } = true;

    /// <summary>Whether it is asked for the usage of streams in the name of callers who do not say whether they want it (specs/openai.md, Usage). Default false.</summary>
    public bool InjectUsage { get; init; }

    /// <summary>Statuses of its answers that another replica is asked for instead, where a call may be repeated and its body is still there.</summary>
    public RetryStatuses RetryOn { get; init; } = RetryStatuses.Default;

    /// <summary>When a replica that fails is left out for a while.</summary>
    public HealthConfig Health { get; init; } = new();

    /// <summary>Where its replicas tell how busy they are; null for nowhere.</summary>
    public EngineMetricsConfig? EngineMetrics { get; init; }

    /// <summary>The four timeouts.</summary>
    public TimeoutsConfig Timeouts { get; init; } = new();

    /// <summary>Bounds on connections and on waiting for one.</summary>
    public LimitsConfig Limits { get; init; } = new();

    /// <summary>The name everybody may use: <c>accounts/{account}/deployments/{id}</c>.</summary>
    public string FullName => $"accounts/{Account}/deployments/{Id}";
}

/// <summary>One address that stands for one or more replicas.</summary>
/// <param name="Url"><c>http://</c> or <c>https://</c>; its path replaces the caller's <c>/v1</c>, no path means <c>/v1</c>.</param>
/// <param name="Replicas">How many replicas answer there, ≥ 0; its weight in draws. 0 takes no new requests.</param>
/// <param name="MaxConcurrency">What the address takes at once, for even load; null counts <paramref name="Replicas"/>.</param>
public sealed record EndpointConfig(Uri Url, int Replicas = 1, int? MaxConcurrency = null);

/// <summary>A header field added to upstream requests.</summary>
/// <param name="Header">Field name.</param>
/// <param name="Value">Field value with secrets resolved; never logged.</param>
public sealed record UpstreamAuthConfig(string Header, string Value)
{
    /// <summary>
    /// What was written for <see cref="Value"/>, with its references to the environment as they stand; null where that is the
    /// value itself. This alone is written back, never a secret that was resolved. No part of equality: it changes nothing upstream.
    /// </summary>
    public string? Written { get; init; }

    /// <summary>The name of the account's secret that <see cref="Value"/> was made of; null where the value was written. Written back in its place.</summary>
    public string? SecretRef { get; init; }

    /// <inheritdoc/>
    public bool Equals(UpstreamAuthConfig? other) => other is not null && Header == other.Header && Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Header, Value);

    /// <inheritdoc/>
    public override string ToString() => $"{Header}: (secret)";
}

/// <summary>The four timeouts of a deployment; <see cref="TimeSpan.Zero"/> turns one off.</summary>
public sealed record TimeoutsConfig
{
    /// <summary>Until a connection stands, TLS included. Default 5 s.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From the request being sent to the first byte of the answer. Off by default: prefill may be long.</summary>
    public TimeSpan FirstByte { get; init; }

    /// <summary>Between two reads of the answer, or two writes of the request. Default 5 min.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From the request's arrival to its end. Off by default: long streams are healthy.</summary>
    public TimeSpan Total { get; init; }
}

/// <summary>Bounds per replica address, and one of the whole.</summary>
public sealed record LimitsConfig
{
    /// <summary>Most requests of the deployment begun and not ended on one edge, those that wait for a connection included. 0 (the default) for no bound; above it 503.</summary>
    public int MaxOutstanding { get; init; }

    /// <summary>Most connections to one endpoint. Default 1024.</summary>
    public int MaxConnections { get; init; } = 1024;

    /// <summary>Most requests that wait for a connection of one endpoint. Default 1024; above it 503.</summary>
    public int MaxQueue { get; init; } = 1024;

    /// <summary>How long a request may wait for a connection. Default 10 s; after it 503.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an unused connection is kept. Default 60 s.</summary>
    public TimeSpan IdleConnection { get; init; } = TimeSpan.FromSeconds(60);
}
