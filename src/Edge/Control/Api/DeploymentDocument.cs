using System.Text.Json;
using System.Text.Json.Nodes;

namespace Edge.Control.Api;

/// <summary>Requests for deployments, as changes of their documents.</summary>
internal static class DeploymentDocument
{
    private static readonly DocumentFields Fields = DocumentFields
        .Of("displayName", "description", "baseModel", "minReplicaCount", "maxReplicaCount", "enableSessionAffinity", "names", "provider", "servedModel", "injectUsage", "retryOn")
        .With("placement", DocumentFields.Of("region", "multiRegion", "regions"))
        .With("endpoints", DocumentFields.Of("url", "replicas", "maxConcurrency"))
        .With("discovery", DocumentFields.Of("dns", "port", "interval"))
        .With("auth", DocumentFields.Of("header", "secretRef"))
        .With("pricing", DocumentFields.Of("input", "output", "cachedInput"))
        .With("scores", DocumentFields.Of("intelligence", "math", "coding"))
        .With("health", DocumentFields.Of("ejectAfter", "ejectTime", "maxEjectedPercent", "latencyOutlier")
            .With("probe", DocumentFields.Of("path", "interval", "timeout", "unhealthyAfter", "healthyAfter")))
        .With("engineMetrics", DocumentFields.Of("path", "interval"))
        .With("timeouts", DocumentFields.Of("connect", "firstByte", "idle", "total"))
        .With("limits", DocumentFields.Of("maxOutstanding", "maxConnections", "maxQueue", "queueTimeout", "idleConnection"));

    /// <summary>Changes <paramref name="document"/> by what <paramref name="body"/> says. Returns what is wrong with it, for people; null for nothing.</summary>
    internal static string? Apply(JsonElement body, JsonObject document)
    {
        JsonNode? auth = document["auth"]?.DeepClone();
        if (Fields.Apply(body, document) is { } problem)
            return problem;
        if (document["auth"] is not JsonObject sent || sent.ContainsKey("secretRef") || JsonNode.DeepEquals(sent, auth))
            return null;
        // A secret that a file has is printed without its value, and may come back so.
        if (auth is null)
            return "'auth.secretRef' is missing. Name a secret of the account: the environment of every edge has it as EDGE_SECRET_{ACCOUNT}__{NAME}.";
        document["auth"] = auth;
        return null;
    }
}
