using System.Collections.Immutable;

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
        ServedModel = config.ServedModel;
        Auth = config.Auth is { } auth ? new AuthJson(auth.Header, auth.Written ?? auth.Value) : null;
        Ca = config.CaPath;
        RequireEndMark = config.RequireEndMark ? null : false;
        Timeouts = TimeoutsJson.Of(config.Timeouts);
        Limits = LimitsJson.Of(config.Limits);
    }

    /// <summary>Further names.</summary>
    public ImmutableArray<string>? Names { get; }

    /// <summary>Where the replicas are.</summary>
    public ImmutableArray<EndpointJson> Endpoints { get; }

    /// <summary>The name the upstream knows the model by.</summary>
    public string? ServedModel { get; }

    /// <summary>What proves Edge to the upstream.</summary>
    public AuthJson? Auth { get; }

    /// <summary>Absolute path of a PEM file.</summary>
    public string? Ca { get; }

    /// <summary>Whether a stream must end with its end mark.</summary>
    public bool? RequireEndMark { get; }

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

/// <summary>A header field as it is written.</summary>
/// <param name="Header">Its name.</param>
/// <param name="Value">Its value, references to the environment unresolved.</param>
internal sealed record AuthJson(string Header, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Header}: (secret)";
}
