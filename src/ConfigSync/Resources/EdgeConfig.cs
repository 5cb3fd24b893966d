using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>Everything <c>edge.json</c> says, validated: the file as records, with defaults filled in and secrets resolved.</summary>
public sealed record EdgeConfig
{
    /// <summary>Where Edge listens, and the limits of what it takes in.</summary>
    public ListenConfig Listen { get; init; } = new();

    /// <summary>What is written down of requests.</summary>
    public TelemetryConfig Telemetry { get; init; } = new();

    /// <summary>Where further resources are followed from; null for nowhere: then this is all there is.</summary>
    public StoreConfig? Store { get; init; }

    /// <summary>The deployments, in the order of the file; (account, id) is unique.</summary>
    public ImmutableArray<DeploymentConfig> Deployments { get; init; } = [];

    /// <summary>The routers, in the order of the file; (account, id) is unique.</summary>
    public ImmutableArray<RouterConfig> Routers { get; init; } = [];

    /// <summary>The keys callers present; only hashes of them are known.</summary>
    public ImmutableArray<KeyConfig> Keys { get; init; } = [];

    /// <summary>
    /// The account a caller without a key acts for; null refuses such callers with 401.
    /// Where no key is defined at all, a presented key is not looked at.
    /// </summary>
    public string? Anonymous { get; init; }

    /// <summary>
    /// Whether <see cref="Anonymous"/> was not written but follows from listening on loopback alone with no keys. Where callers
    /// are in truth served on another address, it does not hold.
    /// </summary>
    public bool IsAnonymousImplied { get; init; }
}
