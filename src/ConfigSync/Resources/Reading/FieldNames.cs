namespace ConfigSync.Resources.Reading;

/// <summary>The properties each object of the document may have; <c>schemas/edge.schema.json</c> lists the same, which a test checks.</summary>
internal static class FieldNames
{
    /// <summary>The document itself.</summary>
    internal static readonly string[] Document = ["$schema", "listen", "telemetry", "store", "deployments", "routers", "keys", "anonymous"];

    /// <summary><c>listen</c>.</summary>
    internal static readonly string[] Listen =
        [
            "data", "h2c", "tls", "control", "metrics", "cors", "trustedProxies", "maxBodyBytes", "replayBytes", "maxBufferedBytes", "drain", "drainGrace",
            "publicControl", "driver", "loops", "reusePort", "maxConnections", "maxLineBytes", "maxHeadBytes", "maxFields",
        ];

    /// <summary><c>listen.tls</c>.</summary>
    internal static readonly string[] Tls = ["address", "certificate", "key"];

    /// <summary><c>listen.cors</c>.</summary>
    internal static readonly string[] Cors = ["origins"];

    /// <summary><c>telemetry</c>.</summary>
    internal static readonly string[] Telemetry = ["accessLog", "details", "otlp"];

    /// <summary><c>telemetry.accessLog</c>.</summary>
    internal static readonly string[] AccessLog = ["file", "format"];

    /// <summary><c>telemetry.otlp</c>.</summary>
    internal static readonly string[] Otlp = ["endpoint", "protocol", "headers", "traces", "metrics", "sampling", "slow", "serviceName"];

    /// <summary><c>store</c>.</summary>
    internal static readonly string[] Store = ["folder", "nats", "lastKnownGood"];

    /// <summary><c>store.nats</c>.</summary>
    internal static readonly string[] Nats =
        ["servers", "bucket", "replicas", "user", "password", "token", "nkey", "credentials", "tls", "sharesLoad"];

    /// <summary><c>store.nats.tls</c>.</summary>
    internal static readonly string[] NatsTls = ["ca", "certificate", "key"];

    /// <summary>An entry of <c>deployments</c>.</summary>
    internal static readonly string[] Deployment =
        [
            "id", "account", "names", "endpoints", "discovery", "baseModel", "servedModel", "provider", "pricing", "scores", "auth", "ca", "requireEndMark",
            "retryOn", "health", "engineMetrics", "timeouts", "limits", "minReplicaCount", "maxReplicaCount", "desiredReplicaCount", "enableSessionAffinity",
            "injectUsage",
        ];

    /// <summary>Of <c>discovery</c>.</summary>
    internal static readonly string[] Discovery = ["dns", "port", "interval"];

    /// <summary>A deployment's <c>pricing</c>.</summary>
    internal static readonly string[] Pricing = ["input", "output", "cachedInput"];

    /// <summary>A deployment's <c>scores</c>.</summary>
    internal static readonly string[] Scores = ["intelligence", "math", "coding"];

    /// <summary>A deployment's <c>health</c>.</summary>
    internal static readonly string[] Health = ["ejectAfter", "ejectTime", "maxEjectedPercent", "latencyOutlier", "probe"];

    /// <summary>Of <c>health.probe</c>.</summary>
    internal static readonly string[] Probe = ["path", "interval", "timeout", "unhealthyAfter", "healthyAfter"];

    /// <summary>Of <c>engineMetrics</c>.</summary>
    internal static readonly string[] EngineMetrics = ["path", "interval"];

    /// <summary>Of <c>placement</c>.</summary>
    internal static readonly string[] Placement = ["region", "multiRegion", "regions"];

    /// <summary>An entry of a deployment's <c>endpoints</c>.</summary>
    internal static readonly string[] Endpoint = ["url", "replicas", "maxConcurrency"];

    /// <summary>A deployment's <c>auth</c>.</summary>
    internal static readonly string[] Auth = ["header", "value", "secretRef"];

    /// <summary>A deployment's <c>timeouts</c>.</summary>
    internal static readonly string[] Timeouts = ["connect", "firstByte", "idle", "total"];

    /// <summary>A deployment's <c>limits</c>.</summary>
    internal static readonly string[] Limits = ["maxOutstanding", "maxConnections", "maxQueue", "queueTimeout", "idleConnection"];

    /// <summary>An entry of <c>routers</c>.</summary>
    internal static readonly string[] Router = ["id", "account", "deployments", "strategy", "names", "public", "model", "enableSessionAffinity"];

    /// <summary>An entry of <c>keys</c>.</summary>
    internal static readonly string[] Key = ["name", "hash", "account", "scopes"];

    /// <summary>A stored deployment.</summary>
    internal static readonly string[] StoredDeployment = [.. Deployment, "description", "placement", .. Stored];

    /// <summary>A stored router.</summary>
    internal static readonly string[] StoredRouter = [.. Router, .. Stored];

    /// <summary>A stored key.</summary>
    internal static readonly string[] StoredKey = [.. Key, .. Stored];

    /// <summary>A stored account.</summary>
    internal static readonly string[] StoredAccount = ["id", .. Stored];

    /// <summary>What every stored resource may have besides.</summary>
    private static string[] Stored => ["createTime", "updateTime", "createdBy", "displayName"];
}
