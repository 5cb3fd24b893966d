using System.Collections.Immutable;
using ConfigSync.Resources;
using FsCheck;
using FsCheck.Fluent;

namespace ConfigSync.Tests.Resources;

/// <summary>Stored resources of all kinds, each property with its default or any other value.</summary>
internal static class StoredResources
{
    private static Gen<string> Ids => Gen.Elements("a", "chat", "team-7", "0", new string('z', 63));

    private static Gen<string> Texts => Gen.Elements("gpt-4o", "größer/二", "a \"b\" \\ c", "😀", "</script>&'+", "x");

    private static Gen<ImmutableArray<string>> Names =>
        Gen.SubListOf("gpt-4o", "größer/二", "q\"\\", "😀").Select(names => names.ToImmutableArray());

    private static Gen<DateTimeOffset> Times =>
        from ticks in Gen.Choose(0, int.MaxValue)
        from days in Gen.Choose(1, 3_000_000)
        select new DateTimeOffset(days * TimeSpan.TicksPerDay + ticks, TimeSpan.Zero);

    private static Gen<TimeSpan> Spans => Gen.Choose(1, 604_800_000).Or(Gen.Elements(1000, 60_000, 3_600_000, 7_200_000)).Select(ms => TimeSpan.FromMilliseconds(ms));

    private static Gen<TimeSpan> SpansOrOff => Spans.Or(Gen.Constant(TimeSpan.Zero));

    internal static Gen<StoredResource> All =>
        from account in Ids
        from id in Ids
        from resource in Gen.OneOf(Deployments(account, id), Routers(account, id), Keys(account, id), Accounts(account))
        from revision in Gen.Choose(0, int.MaxValue)
        from created in Times
        from updated in Times
        from author in Texts.OrNull()
        from display in Texts.Or(Gen.Constant(""))
        select resource with { Revision = revision, CreateTime = created, UpdateTime = updated, CreatedBy = author, DisplayName = display };

    private static Gen<StoredResource> Accounts(string account) =>
        Gen.Constant<StoredResource>(new Account { Key = new ResourceKey(ResourceKind.Account, account, account) });

    private static Gen<StoredResource> Keys(string account, string id) =>
        from hash in Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b), 32)
        from kind in Gen.Elements(KeyHash.Sha256, KeyHash.HmacSha256)
        from scopes in Gen.Choose(1, 7)
        select (StoredResource)new ApiKey
        {
            Key = new ResourceKey(ResourceKind.Key, account, id),
            Config = new KeyConfig(id, [.. hash], account) { Kind = kind, Scopes = (KeyScopes)scopes },
        };

    private static Gen<StoredResource> Routers(string account, string id) =>
        from members in Gen.NonEmptyListOf(Ids)
        from strategy in Gen.Elements(RoutingStrategy.WeightedRandom, RoutingStrategy.EvenLoad)
        from names in Names
        from isPublic in Gen.Elements(true, false)
        select (StoredResource)new Router
        {
            Key = new ResourceKey(ResourceKind.Router, account, id),
            Config = new RouterConfig
            {
                Id = id,
                Account = account,
                Deployments = [.. members.Distinct().Select(member => $"accounts/{account}/deployments/{member}")],
                Strategy = strategy,
                Names = names,
                Public = isPublic,
            },
        };

    private static Gen<StoredResource> Deployments(string account, string id) =>
        from names in Names
        from endpoints in Gen.NonEmptyListOf(Endpoints)
        from model in Texts.OrNull()
        from auth in Auths.OrNull()
        from ca in Gen.Elements(null, Path.Combine(Reader.Folder, "ca.pem"))
        from endMark in Gen.Elements(true, false)
        from timeouts in Timeouts.Or(Gen.Constant(new TimeoutsConfig()))
        from limits in Limits.Or(Gen.Constant(new LimitsConfig()))
        from discovery in Discoveries.OrNull()
        from bounds in Gen.ArrayOf(Gen.Choose(0, 10_000), 3)
        from most in Gen.Elements(true, false)
        from desired in Gen.Elements(true, false)
        from affinity in Gen.Elements(true, false)
        from provider in Ids.OrNull()
        from description in Texts.Or(Gen.Constant(""))
        from placement in Placements.OrNull()
        from probe in Probes.OrNull()
        select (StoredResource)new Deployment
        {
            Key = new ResourceKey(ResourceKind.Deployment, account, id),
            Config = new DeploymentConfig
            {
                Id = id,
                Account = account,
                Names = names,
                Endpoints = [.. endpoints.DistinctBy(endpoint => endpoint.Url)],
                ServedModel = model,
                Auth = auth,
                CaPath = ca,
                RequireEndMark = endMark,
                InjectUsage = !endMark,
                Timeouts = timeouts,
                Limits = limits,
                Discovery = discovery,
                BaseModel = model,
                Provider = provider,
                MinReplicaCount = bounds.Min(),
                MaxReplicaCount = most ? bounds.Max() : null,
                DesiredReplicaCount = desired ? bounds[0] : null,
                Health = most ? new HealthConfig() : new HealthConfig { EjectAfter = bounds[1], EjectTime = limits.QueueTimeout, MaxEjectedPercent = bounds[2] % 101, LatencyOutlier = 1.5 + bounds[0], Probe = probe },
                EngineMetrics = desired ? new EngineMetricsConfig("/m", probe?.Interval ?? EngineMetricsConfig.Default.Interval) : null,
                Pricing = desired ? new PricingConfig(bounds[0] / 7.0, null, bounds[1]) : null,
                Scores = affinity ? new ScoresConfig(null, bounds[2] / 3.0, 0) : null,
                SessionAffinity = affinity,
                RetryOn = affinity ? RetryStatuses.Default : new RetryStatuses([400 + bounds[0] % 200, 503]),
            },
            Description = description,
            Placement = placement,
        };

    private static Gen<ProbeConfig> Probes =>
        from path in Gen.Elements("/health", "/v1/models", "/a?b=c")
        from interval in Gen.Choose(100, 604_800_000).Select(ms => TimeSpan.FromMilliseconds(ms))
        from timeout in Spans
        from counts in Gen.ArrayOf(Gen.Choose(1, 1000), 2)
        select new ProbeConfig(path, interval, timeout, counts[0], counts[1]);

    private static Gen<DiscoveryConfig> Discoveries =>
        from dns in Gen.Elements("_http._tcp.models.example", "_x.models.default.svc.cluster.local.")
        from port in Gen.Elements<int?>(null, 1, 65535)
        from interval in Spans
        select new DiscoveryConfig(dns, port, interval);

    private static Gen<PlacementConfig> Placements =>
        from region in Texts.OrNull()
        from several in Texts.OrNull()
        from regions in Names
        select new PlacementConfig(region, several, regions);

    private static Gen<EndpointConfig> Endpoints =>
        from url in Gen.Elements("http://10.0.0.7:8000", "https://Models.example.com/base/v1", "http://[::1]:9000/v2", "HTTP://h/%20")
        from replicas in Gen.Elements(0, 1, 3, 10_000)
        from concurrency in Gen.Elements<int?>(null, 1, 64)
        select new EndpointConfig(new Uri(url), replicas, concurrency);

    private static Gen<UpstreamAuthConfig> Auths => Gen.Elements(
        new UpstreamAuthConfig("x-api-key", "plain \"words\""),
        new UpstreamAuthConfig("Authorization", "Bearer " + Reader.Secret) { Written = "Bearer ${env:KEY}" },
        new UpstreamAuthConfig("Authorization", "${env:KEY}") { Written = "${env:NESTED}" });

    private static Gen<TimeoutsConfig> Timeouts =>
        from spans in Gen.ArrayOf(SpansOrOff, 4)
        select new TimeoutsConfig { Connect = spans[0], FirstByte = spans[1], Idle = spans[2], Total = spans[3] };

    private static Gen<LimitsConfig> Limits =>
        from connections in Gen.Choose(1, 1_000_000)
        from queue in Gen.Choose(0, 1_000_000)
        from wait in Spans
        from idle in Spans
        select new LimitsConfig { MaxConnections = connections, MaxQueue = queue, QueueTimeout = wait, IdleConnection = idle };

    private static Gen<T> Or<T>(this Gen<T> one, Gen<T> other) => Gen.OneOf(one, other);
}
