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
        return defaults with
        {
            Account = account ?? "",
            Names = NamesReader.Read(context, catalog, account, section["names"]),
            Endpoints = section.Require("endpoints", "[ { \"url\": \"http://127.0.0.1:8000\" } ]", EndpointReader.ReadAll),
            ServedModel = section.GetOrNull("servedModel", defaults.ServedModel, NameValue.Read),
            Auth = section.GetOrNull("auth", defaults.Auth, ReadAuth),
            CaPath = section.GetOrNull("ca", defaults.CaPath, FileValue.Read),
            RequireEndMark = section.Get("requireEndMark", defaults.RequireEndMark, FlagValue.Read),
            Timeouts = section.Get("timeouts", defaults.Timeouts, ReadTimeouts),
            Limits = section.Get("limits", defaults.Limits, ReadLimits),
        };
    }

    private static UpstreamAuthConfig? ReadAuth(ReadContext context, DocumentNode node)
    {
        if (ObjectReader.Open(context, node, FieldNames.Auth) is not { } section)
            return null;
        string? header = section.Require("header", "\"Authorization\"", FieldNameValue.Read);
        string? value = section.Require("value", "\"Bearer ${env:UPSTREAM_KEY}\"", SecretValue.Read);
        if (header is null || value is null)
            return null;
        string written = section["value"]!.Text;
        return new UpstreamAuthConfig(header, value) { Written = written == value ? null : written };
    }

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
            MaxConnections = section.Get("maxConnections", defaults.MaxConnections, IntegerValue.Between(1, 1_000_000)),
            MaxQueue = section.Get("maxQueue", defaults.MaxQueue, IntegerValue.Between(0, 1_000_000)),
            QueueTimeout = section.Get("queueTimeout", defaults.QueueTimeout, DurationValue.Read),
            IdleConnection = section.Get("idleConnection", defaults.IdleConnection, DurationValue.Read),
        };
    }
}
