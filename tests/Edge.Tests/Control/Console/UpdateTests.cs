using System.Text.Json;
using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Control.Console;
using Edge.Control.OpenApi;
using Edge.Faults;
using Edge.Telemetry.Traffic;

namespace Edge.Tests.Control.Console;

/// <summary>What updates say.</summary>
public sealed class UpdateTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void The_summary_says_what_the_process_says()
    {
        var edge = new WatchedEdge(routers: 3)
        {
            Figures = new LiveFigures
            {
                State = "draining",
                Uptime = TimeSpan.FromSeconds(61.9),
                Active = 7,
                Callers = 8,
                Buffered = 9,
                Repeats = 10,
                Ejections = 11,
                Statuses = new StatusCounts(1, 2, 3, 4),
                Failed = new SideCounts(5, 6, 7, 8),
                SnapshotAge = TimeSpan.FromSeconds(12.5),
                Applied = 13,
                Rejected = 14,
                Refused = 15,
                Idle = 16,
                Store = new StoreFigures("nats", "disconnected", "nobody answers", 2),
            },
        };
        JsonElement update = edge.Update();
        update.At("edge").GetRawText().ShouldBe(
            $$"""{"version":"{{SelfDescription.Version}}","host":"{{Environment.MachineName}}","state":"draining","uptime":61,"account":"default","seesAll":true}""");
        update.At("snapshot").GetRawText().ShouldBe(
            $$"""{"version":{{edge.Snapshot.Version}},"age":12,"routers":3,"deployments":2,"idle":16,"applied":13,"rejected":14}""");
        update.At("store").GetRawText().ShouldBe("""{"kind":"nats","state":"disconnected","reason":"nobody answers","refused":15,"peers":2}""");
        update.At("process").GetRawText().ShouldBe("""{"callers":8,"buffered":9,"repeats":10,"ejections":11}""");
        update.At("requests").GetRawText().ShouldBe(
            """{"active":7,"answered":10,"seconds":0,"failed":{"caller":5,"policy":6,"upstream":7,"edge":8},"failedRates":{},"statuses":{"2xx":1,"3xx":2,"4xx":3,"5xx":4}}""");
    }

    [Fact]
    public void Rates_are_what_was_added_between_two_updates()
    {
        var edge = new WatchedEdge(routers: 2);
        edge.Update().At("routers", "rows", 0).TryGetProperty("rate", out _).ShouldBeFalse();
        edge.Record("r00000", "d00000", 30, firstByte: 0.018);
        edge.Record("r00000", "d00001", 10, FaultKind.Truncated, firstByte: 0.25);
        edge.Figures = edge.Figures with { Statuses = new StatusCounts(30, 0, 0, 10), Failed = new SideCounts(0, 0, 10, 0) };
        edge.Time.Advance(2 * Second);

        JsonElement update = edge.Update();
        update.Number("requests", "rate").ShouldBe(20);
        update.Number("requests", "rateNow").ShouldBe(20);
        update.Number("requests", "failedRates", "upstream").ShouldBe(5);
        JsonElement router = update.At("routers", "rows", 0);
        (router.Number("requests"), router.Number("rate"), router.Number("failedRate")).ShouldBe((40, 20, 5));
        router.Number("p50").ShouldBeInRange(0.015, 0.02);
        router.Number("p99").ShouldBeInRange(0.2, 0.3);
        (router.Number("members", 0, "share"), router.Number("members", 0, "flows"), router.Number("members", 0, "rate")).ShouldBe((0.5, 0.75, 15));
        update.Number("routers", "rows", 1, "rate").ShouldBe(0);
        update.Number("deployments", "rows", 1, "rate").ShouldBe(5);
        update.Number("deployments", "rows", 1, "replicas", 0, "rate").ShouldBe(5);
        update.Number("deployments", "rows", 1, "replicas", 1, "rate").ShouldBe(0);
        update.Text("failing", 0, "name").ShouldBe("accounts/default/routers/r00000");
    }

    [Fact]
    public void Configured_shares_are_those_that_draws_weigh_and_for_even_load_what_replicas_take_at_once()
    {
        DeploymentConfig a = WatchedEdge.Deployment("a") with { Endpoints = [new(new Uri("http://a-0/"), 3, 10)] };
        DeploymentConfig b = WatchedEdge.Deployment("b") with { Endpoints = [new(new Uri("http://b-0/"), 1, 30), new(new Uri("http://b-1/"), 0, 500)] };
        RouterConfig drawn = WatchedEdge.Router("drawn", ["a", "b"]), even = WatchedEdge.Router("even", ["a", "b"]) with { Strategy = RoutingStrategy.EvenLoad };
        JsonElement update = new WatchedEdge(new EdgeConfig { Deployments = [a, b], Routers = [drawn, even] }).Update();
        Shares(update.At("routers", "rows", 0)).ShouldBe([0.75, 0.25]);
        Shares(update.At("routers", "rows", 1)).ShouldBe([0.25, 0.75]);
        update.Number("deployments", "rows", 1, "replicas", 1, "weight").ShouldBe(0);

        static double[] Shares(JsonElement router) => [.. router.At("members").EnumerateArray().Select(member => member.Number("share"))];
    }

    [Fact]
    public void A_look_makes_no_table_to_pick_from_and_compares_no_loads()
    {
        DeploymentConfig a = WatchedEdge.Deployment("a");
        var edge = new WatchedEdge(new EdgeConfig { Deployments = [a], Routers = [WatchedEdge.Router("r", ["a"]) with { Strategy = RoutingStrategy.EvenLoad }] });
        edge.Update();
        edge.Replicas.Compared.All.ShouldBeEmpty();
    }

    [Fact]
    public void A_replica_that_is_out_stands_first_and_needs_a_look()
    {
        var edge = new WatchedEdge(routers: 1);
        Replica replica = edge.Replica("d00001-1");
        replica.Begin();
        replica.Tell(new EngineLoad(4, 2, 0.5));
        for (int i = 0; i < 5; i++)
            replica.Health.Failed();

        JsonElement update = edge.Update();
        JsonElement row = update.At("deployments", "rows", 1, "replicas", 0);
        (row.Text("url"), row.Text("state"), row.Number("outstanding"), row.Number("elsewhere")).ShouldBe(("http://d00001-1/", "ejected", 1, 5));
        row.At("engine").GetRawText().ShouldBe("""{"running":4,"waiting":2,"cache":0.5}""");
        row.At("connections").GetRawText().ShouldBe("""{"used":0,"idle":0,"connecting":0,"waiting":0}""");
        update.At("attention", "replicas").EnumerateArray().ShouldHaveSingleItem().Text("url").ShouldBe("http://d00001-1/");
        JsonElement member = update.At("routers", "rows", 0, "members", 1);
        (member.Number("replicas"), member.Number("well"), member.Number("outstanding")).ShouldBe((2, 1, 1));
        update.Number("routers", "rows", 0, "outstanding").ShouldBe(1);
    }

    [Fact]
    public void Replicas_that_no_deployment_names_any_more_need_no_look()
    {
        var edge = new WatchedEdge(routers: 1);
        for (int i = 0; i < 5; i++)
            edge.Replica("d00001-1").Health.Failed();
        edge.Apply(new EdgeConfig { Deployments = [WatchedEdge.Deployment("d00000")] });
        edge.Update().At("attention", "replicas").EnumerateArray().ShouldBeEmpty();
    }

    [Fact]
    public void A_failure_says_when_where_and_why_and_nothing_else()
    {
        var edge = new WatchedEdge(routers: 1);
        edge.Record("r00000", "d00000", fault: FaultKind.UpstreamClosed, id: "req_7");
        edge.Update().At("failures", "rows", 0).GetRawText().ShouldBe(
            """{"at":0,"id":"req_7","router":"accounts/default/routers/r00000","replica":"accounts/default/deployments/d00000@http://d00000-0/","reason":"upstream_closed","side":"upstream","status":502}""");
    }

    [Fact]
    public void A_router_that_leads_nowhere_is_shown_without_members() =>
        new WatchedEdge(routers: 1, deployments: 0).Update().At("routers", "rows", 0, "members").EnumerateArray().ShouldBeEmpty();

    [Fact]
    public void Secrets_are_in_no_update()
    {
        DeploymentConfig a = WatchedEdge.Deployment("a") with { Auth = new UpstreamAuthConfig("Authorization", "Bearer hidden") };
        var edge = new WatchedEdge(new EdgeConfig { Deployments = [a], Keys = [new KeyConfig("k", [.. new byte[32]], "default")] });
        System.Text.Encoding.UTF8.GetString(edge.Bytes()).ShouldNotContain("hidden");
    }
}
