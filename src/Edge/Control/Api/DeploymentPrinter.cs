using System.Text.Json;
using ConfigSync.Resources;
using ConfigSync.Sync;
using Edge.Control.Listing;

namespace Edge.Control.Api;

/// <summary>Deployments as the API prints them (specs/fireworks.md, Deployments). Secrets are printed by their names alone.</summary>
internal static class DeploymentPrinter
{
    /// <summary>What can be asked for.</summary>
    internal static readonly FieldTree Fields = FieldTree.Of(
        "name", "displayName", "description", "createTime", "updateTime", "createdBy", "state", "status.code", "status.message", "baseModel",
        "minReplicaCount", "maxReplicaCount", "desiredReplicaCount", "replicaCount", "replicaStats.readyReplicaCount", "placement.region",
        "placement.multiRegion", "placement.regions", "region", "enableSessionAffinity", "names", "endpoints.url", "endpoints.replicas",
        "endpoints.maxConcurrency", "discovery.dns", "discovery.port", "discovery.interval", "provider", "servedModel", "auth.header", "auth.secretRef",
        "pricing.input", "pricing.output", "pricing.cachedInput", "scores.intelligence", "scores.math", "scores.coding", "injectUsage", "retryOn", "health.ejectAfter",
        "health.ejectTime", "health.maxEjectedPercent", "health.latencyOutlier", "health.probe.path", "health.probe.interval", "health.probe.timeout",
        "health.probe.unhealthyAfter", "health.probe.healthyAfter", "engineMetrics.path", "engineMetrics.interval",
        "timeouts.connect", "timeouts.firstByte", "timeouts.idle", "timeouts.total", "limits.maxOutstanding", "limits.maxConnections", "limits.maxQueue",
        "limits.queueTimeout", "limits.idleConnection");

    /// <summary>Prints a deployment.</summary>
    internal static JsonElement Print(ResourceStatus status, Deployment deployment) => ListCall.Print(json =>
    {
        DeploymentConfig config = deployment.Config;
        DeploymentConfig served = (status.Served as Deployment)?.Config ?? config;
        json.WriteStartObject();
        json.WriteString("name"u8, status.Key.FullName);
        json.WriteString("displayName"u8, deployment.DisplayName);
        json.WriteString("description"u8, deployment.Description);
        json.Time("createTime", deployment.CreateTime);
        json.Time("updateTime", deployment.UpdateTime);
        json.WriteString("createdBy"u8, deployment.CreatedBy ?? "");
        Standing.OfDeployment(status).Write(json);
        json.WriteString("baseModel"u8, config.BaseModel ?? "");
        json.WriteNumber("minReplicaCount"u8, config.MinReplicaCount);
        json.WriteNumber("maxReplicaCount"u8, ReplicaCount.Most(served));
        json.WriteNumber("desiredReplicaCount"u8, ReplicaCount.Wanted(served));
        json.WriteNumber("replicaCount"u8, ReplicaCount.Wanted(served));
        json.WriteStartObject("replicaStats"u8);
        json.WriteNumber("readyReplicaCount"u8, status.Served is null ? 0 : ReplicaCount.Ready(served));
        json.WriteEndObject();
        WritePlacement(json, deployment.Placement);
        json.WriteBoolean("enableSessionAffinity"u8, config.SessionAffinity);
        json.Texts("names", config.Names);
        WriteEndpoints(json, config);
        json.WriteString("provider"u8, config.Provider ?? "");
        json.WriteString("servedModel"u8, config.ServedModel ?? "");
        WriteAuth(json, config.Auth);
        if (config.Pricing is { } pricing)
            WriteAmounts(json, "pricing", ("input", pricing.Input), ("output", pricing.Output), ("cachedInput", pricing.CachedInput));
        if (config.Scores is { } scores)
            WriteAmounts(json, "scores", ("intelligence", scores.Intelligence), ("math", scores.Math), ("coding", scores.Coding));
        json.WriteBoolean("injectUsage"u8, config.InjectUsage);
        WriteBounds(json, config);
        json.WriteEndObject();
    });

    private static void WritePlacement(Utf8JsonWriter json, PlacementConfig? placement)
    {
        if (placement is not null)
        {
            json.WriteStartObject("placement"u8);
            json.WriteString("region"u8, placement.Region ?? "");
            json.WriteString("multiRegion"u8, placement.MultiRegion ?? "");
            json.Texts("regions", placement.Regions);
            json.WriteEndObject();
        }
        json.WriteString("region"u8, placement?.Region ?? "");
    }

    private static void WriteEndpoints(Utf8JsonWriter json, DeploymentConfig config)
    {
        json.WriteStartArray("endpoints"u8);
        foreach (EndpointConfig endpoint in config.Endpoints)
        {
            json.WriteStartObject();
            json.WriteString("url"u8, endpoint.Url.OriginalString);
            json.WriteNumber("replicas"u8, endpoint.Replicas);
            if (endpoint.MaxConcurrency is { } most)
                json.WriteNumber("maxConcurrency"u8, most);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (config.Discovery is not { } discovery)
            return;
        json.WriteStartObject("discovery"u8);
        json.WriteString("dns"u8, discovery.Dns);
        if (discovery.Port is { } port)
            json.WriteNumber("port"u8, port);
        json.Span("interval", discovery.Interval);
        json.WriteEndObject();
    }

    private static void WriteAuth(Utf8JsonWriter json, UpstreamAuthConfig? auth)
    {
        if (auth is null)
            return;
        json.WriteStartObject("auth"u8);
        json.WriteString("header"u8, auth.Header);
        json.WriteString("secretRef"u8, auth.SecretRef ?? "");
        json.WriteEndObject();
    }

    private static void WriteAmounts(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, double? Amount)> amounts)
    {
        json.WriteStartObject(name);
        foreach ((string field, double? amount) in amounts)
        {
            if (amount is { } said)
                json.WriteNumber(field, said);
        }
        json.WriteEndObject();
    }

    private static void WriteBounds(Utf8JsonWriter json, DeploymentConfig config)
    {
        json.WriteStartArray("retryOn"u8);
        foreach (int status in config.RetryOn.All)
            json.WriteNumberValue(status);
        json.WriteEndArray();
        WriteHealth(json, config);
        json.WriteStartObject("timeouts"u8);
        json.Span("connect", config.Timeouts.Connect);
        json.Span("firstByte", config.Timeouts.FirstByte);
        json.Span("idle", config.Timeouts.Idle);
        json.Span("total", config.Timeouts.Total);
        json.WriteEndObject();
        json.WriteStartObject("limits"u8);
        json.WriteNumber("maxOutstanding"u8, config.Limits.MaxOutstanding);
        json.WriteNumber("maxConnections"u8, config.Limits.MaxConnections);
        json.WriteNumber("maxQueue"u8, config.Limits.MaxQueue);
        json.Span("queueTimeout", config.Limits.QueueTimeout);
        json.Span("idleConnection", config.Limits.IdleConnection);
        json.WriteEndObject();
    }

    private static void WriteHealth(Utf8JsonWriter json, DeploymentConfig config)
    {
        json.WriteStartObject("health"u8);
        json.WriteNumber("ejectAfter"u8, config.Health.EjectAfter);
        json.Span("ejectTime", config.Health.EjectTime);
        json.WriteNumber("maxEjectedPercent"u8, config.Health.MaxEjectedPercent);
        json.WriteNumber("latencyOutlier"u8, config.Health.LatencyOutlier);
        if (config.Health.Probe is { } probe)
        {
            json.WriteStartObject("probe"u8);
            json.WriteString("path"u8, probe.Path);
            json.Span("interval", probe.Interval);
            json.Span("timeout", probe.Timeout);
            json.WriteNumber("unhealthyAfter"u8, probe.UnhealthyAfter);
            json.WriteNumber("healthyAfter"u8, probe.HealthyAfter);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        if (config.EngineMetrics is not { } metrics)
            return;
        json.WriteStartObject("engineMetrics"u8);
        json.WriteString("path"u8, metrics.Path);
        json.Span("interval", metrics.Interval);
        json.WriteEndObject();
    }
}
