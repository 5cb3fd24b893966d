using System.Collections.Immutable;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>Reads one entry of <c>deployments</c>.</summary>
internal static class DeploymentReader
{
    /// <summary>The deployment, or null when it is no object.</summary>
    internal static DeploymentConfig? Read(ReadContext context, Catalog catalog, DocumentNode node)
    {
        if (ObjectReader.Open(context, node, FieldNames.Deployment) is not { } section)
            return null;
        string? id = section.Require("id", "\"my-model\"", IdValue.Read);
        string? account = section.Get("account", ListenConfig.DefaultAccount, IdValue.ReadAccount);
        catalog.AddDeployment(account, id, section["id"]);
        return Read(context, catalog, section, account, id);
    }

    /// <summary>What <paramref name="section"/> says of the deployment that is named apart from it; nulls were refused before.</summary>
    internal static DeploymentConfig Read(ReadContext context, Catalog catalog, ObjectReader section, string? account, string? id)
    {
        var defaults = new DeploymentConfig { Id = id ?? "" };
        int least = section.Get("minReplicaCount", defaults.MinReplicaCount, Replicas);
        return defaults with
        {
            Account = account ?? "",
            Names = NamesReader.Read(context, catalog, account, section["names"]),
            Endpoints = ReadEndpoints(section),
            Discovery = section.GetOrNull("discovery", defaults.Discovery, DiscoveryReader.Read),
            BaseModel = section.GetOrNull("baseModel", defaults.BaseModel, BaseModelValue.Read),
            Provider = section.GetOrNull("provider", defaults.Provider, IdValue.Read),
            Pricing = section.GetOrNull("pricing", defaults.Pricing, ReadPricing),
            Scores = section.GetOrNull("scores", defaults.Scores, ReadScores),
            MinReplicaCount = least,
            MaxReplicaCount = ReadMost(context, section, least),
            DesiredReplicaCount = section.GetOrNull("desiredReplicaCount", defaults.DesiredReplicaCount, ReplicasOrNull),
            SessionAffinity = section.Get("enableSessionAffinity", defaults.SessionAffinity, FlagValue.Read),
            ServedModel = section.GetOrNull("servedModel", defaults.ServedModel, NameValue.Read),
            Auth = section.GetOrNull("auth", defaults.Auth, (c, node) => AuthReader.Read(c, account ?? "", node)),
            CaPath = section.GetOrNull("ca", defaults.CaPath, FileValue.Read),
            RequireEndMark = section.Get("requireEndMark", defaults.RequireEndMark, FlagValue.Read),
            InjectUsage = section.Get("injectUsage", defaults.InjectUsage, FlagValue.Read),
            RetryOn = section.Get("retryOn", defaults.RetryOn, ReadRetryOn),
            Health = section.Get("health", defaults.Health, HealthReader.Read),
            EngineMetrics = section.GetOrNull("engineMetrics", defaults.EngineMetrics, HealthReader.ReadEngineMetrics),
            Timeouts = section.Get("timeouts", defaults.Timeouts, ReadTimeouts),
            Limits = section.Get("limits", defaults.Limits, ReadLimits),
        };
    }

    private static ImmutableArray<EndpointConfig> ReadEndpoints(ObjectReader section) => section["discovery"] is null or { Kind: DocumentKind.Null }
        ? section.Require("endpoints", "[ { \"url\": \"http://127.0.0.1:8000\" } ]", EndpointReader.ReadSome)
        : section.Get("endpoints", [], EndpointReader.Read);

    private static PricingConfig? ReadPricing(ReadContext context, DocumentNode node) => ObjectReader.Open(context, node, FieldNames.Pricing) is not { } section
        ? null
        : new PricingConfig(
            section.GetOrNull("input", null, AmountValue.Read), section.GetOrNull("output", null, AmountValue.Read), section.GetOrNull("cachedInput", null, AmountValue.Read));

    private static ScoresConfig? ReadScores(ReadContext context, DocumentNode node) => ObjectReader.Open(context, node, FieldNames.Scores) is not { } section
        ? null
        : new ScoresConfig(
            section.GetOrNull("intelligence", null, AmountValue.Read), section.GetOrNull("math", null, AmountValue.Read), section.GetOrNull("coding", null, AmountValue.Read));

    private static RetryStatuses ReadRetryOn(ReadContext context, DocumentNode node) => new(
        ListValue.Items(context, node).Select(item => (int)IntegerValue.Read(context, item, RetryStatuses.Lowest, RetryStatuses.Highest)));

    private static int? ReadMost(ReadContext context, ObjectReader section, int least)
    {
        int? most = section.GetOrNull<int?>("maxReplicaCount", null, ReplicasOrNull);
        if (most < least)
            context.Error(section["maxReplicaCount"]!, "'maxReplicaCount' is below 'minReplicaCount'", "Write the larger number here.");
        return most;
    }

    private static int Replicas(ReadContext context, DocumentNode node) => (int)IntegerValue.Read(context, node, 0, EndpointReader.MaxReplicas);

    private static int? ReplicasOrNull(ReadContext context, DocumentNode node) => Replicas(context, node);

    private static TimeoutsConfig ReadTimeouts(ReadContext context, DocumentNode node)
    {
        var defaults = new TimeoutsConfig();
        if (ObjectReader.Open(context, node, FieldNames.Timeouts) is not { } section)
            return defaults;
        return new TimeoutsConfig
        {
            Connect = section.Get("connect", defaults.Connect, DurationValue.ReadOrOff),
            FirstByte = section.Get("firstByte", defaults.FirstByte, DurationValue.ReadOrOff),
            Idle = section.Get("idle", defaults.Idle, DurationValue.ReadOrOff),
            Total = section.Get("total", defaults.Total, DurationValue.ReadOrOff),
        };
    }

    private static LimitsConfig ReadLimits(ReadContext context, DocumentNode node)
    {
        var defaults = new LimitsConfig();
        if (ObjectReader.Open(context, node, FieldNames.Limits) is not { } section)
            return defaults;
        return new LimitsConfig
        {
            MaxOutstanding = section.Get("maxOutstanding", defaults.MaxOutstanding, IntegerValue.Between(0, 1_000_000)),
            MaxConnections = section.Get("maxConnections", defaults.MaxConnections, IntegerValue.Between(1, 1_000_000)),
            MaxQueue = section.Get("maxQueue", defaults.MaxQueue, IntegerValue.Between(0, 1_000_000)),
            QueueTimeout = section.Get("queueTimeout", defaults.QueueTimeout, DurationValue.Read),
            IdleConnection = section.Get("idleConnection", defaults.IdleConnection, DurationValue.Read),
        };
    }
}
