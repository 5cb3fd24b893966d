using System.Collections.Immutable;
using ConfigSync.Resources.Reading;

namespace ConfigSync.Resources.Writing;

/// <summary>A stored deployment as it is written.</summary>
internal sealed record DeploymentJson : StoredJson
{
    private DeploymentJson(Deployment deployment) : base(deployment)
    {
        DeploymentConfig config = deployment.Config;
        Names = config.Names.IsEmpty ? null : config.Names;
        Endpoints = [.. config.Endpoints.Select(endpoint =>
            new EndpointJson(endpoint.Url.OriginalString, endpoint.Replicas == 1 ? null : endpoint.Replicas, endpoint.MaxConcurrency))];
        Discovery = config.Discovery is { } found ? new DiscoveryJson(found.Dns, found.Port, DurationValue.Write(found.Interval)) : null;
        BaseModel = config.BaseModel;
        Provider = config.Provider;
        Pricing = config.Pricing;
        Scores = config.Scores;
        MinReplicaCount = config.MinReplicaCount == 0 ? null : config.MinReplicaCount;
        MaxReplicaCount = config.MaxReplicaCount;
        DesiredReplicaCount = config.DesiredReplicaCount;
        EnableSessionAffinity = config.SessionAffinity ? true : null;
        Description = deployment.Description.Length == 0 ? null : deployment.Description;
        Placement = deployment.Placement is { } place ? new PlacementJson(place.Region, place.MultiRegion, place.Regions.IsEmpty ? null : place.Regions) : null;
        ServedModel = config.ServedModel;
        Auth = config.Auth is { } auth ? new AuthJson(auth.Header, auth.SecretRef is null ? auth.Written ?? auth.Value : null, auth.SecretRef) : null;
        Ca = config.CaPath;
        RequireEndMark = config.RequireEndMark ? null : false;
        InjectUsage = config.InjectUsage ? true : null;
        RetryOn = config.RetryOn.Equals(RetryStatuses.Default) ? null : config.RetryOn.All;
        Health = HealthJson.Of(config.Health);
        EngineMetrics = config.EngineMetrics is { } metrics ? new EngineMetricsJson(metrics.Path, DurationValue.Write(metrics.Interval)) : null;
        Timeouts = TimeoutsJson.Of(config.Timeouts);
        Limits = LimitsJson.Of(config.Limits);
    }

    /// <summary>Further names.</summary>
    public ImmutableArray<string>? Names { get; }

    /// <summary>Where the replicas are.</summary>
    public ImmutableArray<EndpointJson> Endpoints { get; }

    /// <summary>Where further replicas are found.</summary>
    public DiscoveryJson? Discovery { get; }

    /// <summary>The model it serves.</summary>
    public string? BaseModel { get; }

    /// <summary>Who runs it.</summary>
    public string? Provider { get; }

    /// <summary>What it costs.</summary>
    public PricingConfig? Pricing { get; }

    /// <summary>How well its model does.</summary>
    public ScoresConfig? Scores { get; }

    /// <summary>The fewest replicas wanted.</summary>
    public int? MinReplicaCount { get; }

    /// <summary>The most replicas wanted.</summary>
    public int? MaxReplicaCount { get; }

    /// <summary>The count it was last scaled to.</summary>
    public int? DesiredReplicaCount { get; }

    /// <summary>Whether requests of one session go to one replica.</summary>
    public bool? EnableSessionAffinity { get; }

    /// <summary>Words for people.</summary>
    public string? Description { get; }

    /// <summary>Where it is.</summary>
    public PlacementJson? Placement { get; }

    /// <summary>The name the upstream knows the model by.</summary>
    public string? ServedModel { get; }

    /// <summary>What proves Edge to the upstream.</summary>
    public AuthJson? Auth { get; }

    /// <summary>Absolute path of a PEM file.</summary>
    public string? Ca { get; }

    /// <summary>Whether a stream must end with its end mark.</summary>
    public bool? RequireEndMark { get; }

    /// <summary>Whether it is asked for usage in the name of callers.</summary>
    public bool? InjectUsage { get; }

    /// <summary>Statuses that another replica is asked for instead.</summary>
    public ImmutableArray<int>? RetryOn { get; }

    /// <summary>What of its health has not its default.</summary>
    public HealthJson? Health { get; }

    /// <summary>Where its replicas tell how busy they are.</summary>
    public EngineMetricsJson? EngineMetrics { get; }

    /// <summary>The timeouts that have not their defaults.</summary>
    public TimeoutsJson? Timeouts { get; }

    /// <summary>The limits that have not their defaults.</summary>
    public LimitsJson? Limits { get; }

    /// <summary>What is written of <paramref name="deployment"/>.</summary>
    internal static DeploymentJson Of(Deployment deployment) => new(deployment);
}

/// <summary>An endpoint as it is written.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Replicas">How many answer there.</param>
/// <param name="MaxConcurrency">What it takes at once.</param>
internal sealed record EndpointJson(string Url, int? Replicas, int? MaxConcurrency);

/// <summary>Where further replicas are found, as it is written.</summary>
/// <param name="Dns">The name.</param>
/// <param name="Port">The port of every address.</param>
/// <param name="Interval">Longest time between two looks.</param>
internal sealed record DiscoveryJson(string Dns, int? Port, string Interval);

/// <summary>Where replicas tell how busy they are, as it is written.</summary>
/// <param name="Path">Where their metrics are.</param>
/// <param name="Interval">How often they are looked at.</param>
internal sealed record EngineMetricsJson(string Path, string Interval);

/// <summary>Where a deployment is, as it is written.</summary>
/// <param name="Region">One region.</param>
/// <param name="MultiRegion">A group of regions.</param>
/// <param name="Regions">Several regions.</param>
internal sealed record PlacementJson(string? Region, string? MultiRegion, ImmutableArray<string>? Regions);

/// <summary>A header field as it is written.</summary>
/// <param name="Header">Its name.</param>
/// <param name="Value">Its value, references to the environment unresolved.</param>
/// <param name="SecretRef">The name of the secret in the place of a value.</param>
internal sealed record AuthJson(string Header, string? Value, string? SecretRef)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Header}: (secret)";
}
