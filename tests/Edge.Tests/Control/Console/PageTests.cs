using System.Text.Json;
using ConfigSync.Resources;
using Edge.Control.Console;
using Edge.Faults;
using Edge.Telemetry.Traffic;

namespace Edge.Tests.Control.Console;

/// <summary>What of everything a client gets: pages, searches, orders, its own account, and never too much.</summary>
public sealed class PageTests
{
    private static readonly WatchedEdge Many = new(routers: 10_000, deployments: 25);

    [Fact]
    public void A_page_is_a_part_in_the_order_of_names()
    {
        JsonElement update = Many.Update(new ConsoleQuery(Page: 3));
        update.Ids("routers").ShouldBe(Enumerable.Range(40, UpdateWriter.RoutersOnPage).Select(i => $"r{i:d5}"));
        (update.Number("routers", "page"), update.Number("routers", "pages"), update.Number("routers", "matches")).ShouldBe((3, 500, 10_000));
        update.Number("snapshot", "routers").ShouldBe(10_000);
        Many.Update(new ConsoleQuery(DeploymentPage: 3)).Ids("deployments").ShouldBe(Enumerable.Range(20, 5).Select(i => $"d{i:d5}"));
    }

    [Fact]
    public void A_page_behind_the_last_is_the_last()
    {
        JsonElement update = Many.Update(new ConsoleQuery(Page: 9999));
        update.Number("routers", "page").ShouldBe(500);
        update.Ids("routers")[^1].ShouldBe("r09999");
    }

    [Theory]
    [InlineData("r0423", 10)]
    [InlineData("R04231", 1)]
    [InlineData("routers/r04231", 1)]
    [InlineData("nothing", 0)]
    public void A_search_finds_parts_of_names_in_any_case(string search, int matches)
    {
        JsonElement update = Many.Update(new ConsoleQuery(search));
        update.Number("routers", "matches").ShouldBe(matches);
        update.Number("routers", "pages").ShouldBe(1);
        update.Ids("routers").Length.ShouldBe(Math.Min(matches, UpdateWriter.RoutersOnPage));
    }

    [Fact]
    public void A_search_for_a_router_shows_what_is_behind_it_and_one_for_an_address_its_deployment()
    {
        RouterConfig router = WatchedEdge.Router("chat", ["a"]) with { Names = ["gpt-4o"] };
        DeploymentConfig c = WatchedEdge.Deployment("c") with { ServedModel = "llama-70b" };
        var edge = new WatchedEdge(new EdgeConfig { Deployments = [WatchedEdge.Deployment("a"), WatchedEdge.Deployment("b"), c], Routers = [router] });
        edge.Update(new ConsoleQuery("gpt")).Ids("routers").ShouldBe(["chat"]);
        edge.Update(new ConsoleQuery("gpt")).Ids("deployments").ShouldBe(["a"]);
        edge.Update(new ConsoleQuery("http://b-1")).Ids("deployments").ShouldBe(["b"]);
        edge.Update(new ConsoleQuery("LLAMA")).Ids("deployments").ShouldBe(["c"]);
    }

    [Theory]
    [InlineData(ConsoleSort.Name, "r00000")]
    [InlineData(ConsoleSort.Rate, "r00007")]
    [InlineData(ConsoleSort.Errors, "r00008")]
    [InlineData(ConsoleSort.Latency, "r00009")]
    public void An_order_puts_the_most_first(object sort, string first)
    {
        var edge = new WatchedEdge(routers: 10);
        edge.Update();
        edge.Record("r00007", "d00000", 30);
        edge.Record("r00008", "d00000", 3, FaultKind.Internal);
        edge.Record("r00009", "d00000", 2, firstByte: 9);
        edge.Time.Advance(TimeSpan.FromSeconds(1));
        string[] ids = edge.Update(new ConsoleQuery(Sort: (ConsoleSort)sort)).Ids("routers");
        ids[0].ShouldBe(first);
        ids.Length.ShouldBe(10);
    }

    [Fact]
    public void Who_is_of_an_account_sees_what_is_of_it()
    {
        var edge = new WatchedEdge(new EdgeConfig
        {
            Deployments = [WatchedEdge.Deployment("mine", account: "team"), WatchedEdge.Deployment("theirs", account: "teams"), WatchedEdge.Deployment("others")],
            Routers = [WatchedEdge.Router("mine", ["mine"], "team"), WatchedEdge.Router("theirs", ["theirs"], "teams")],
        });
        foreach (string replica in (string[])["mine-0", "theirs-0"])
        {
            for (int i = 0; i < 5; i++)
                edge.Replica(replica).Health.Failed();
        }
        edge.Record("others", "others", fault: FaultKind.Internal);
        edge.Time.Advance(TimeSpan.FromSeconds(1));

        JsonElement update = edge.Update(account: "team");
        update.Ids("routers").ShouldBe(["mine"]);
        update.Ids("deployments").ShouldBe(["mine"]);
        update.At("attention", "replicas").EnumerateArray().Select(replica => replica.Text("url")).ShouldBe(["http://mine-0/"]);
        update.At("failures", "rows").EnumerateArray().ShouldBeEmpty();
        (update.Number("snapshot", "routers"), update.Number("snapshot", "deployments")).ShouldBe((1, 1));
        (update.Text("edge", "account"), update.At("edge", "seesAll").GetBoolean()).ShouldBe(("team", false));
        edge.Update().Number("snapshot", "routers").ShouldBe(2);
    }

    [Fact]
    public void Who_is_of_an_account_gets_figures_of_it_and_none_of_the_process()
    {
        EdgeConfig config = new()
        {
            Deployments = [WatchedEdge.Deployment("mine", account: "team"), WatchedEdge.Deployment("others")],
            Routers = [WatchedEdge.Router("mine", ["mine"], "team"), WatchedEdge.Router("others", ["others"]), WatchedEdge.Router("idle", [])],
        };
        var edge = new WatchedEdge(config)
        {
            Figures = new LiveFigures
            {
                Active = 70,
                Buffered = 71,
                Repeats = 72,
                Ejections = 73,
                Applied = 74,
                Rejected = 75,
                Refused = 76,
                Idle = 77,
                Statuses = new StatusCounts(7800, 0, 0, 0),
                Failed = new SideCounts(79, 80, 81, 82),
                Store = new StoreFigures("nats", "disconnected", "nats://secret.example refused", 2),
            },
        };
        edge.Update(account: "team");
        edge.Replica("mine-0").Begin();
        edge.Replica("others-0").Begin();
        edge.Record("mine", "mine", 8, account: "team");
        edge.Record("mine", "mine", 2, FaultKind.Truncated, account: "team");
        edge.Record("others", "others", 500, FaultKind.Internal);
        edge.Time.Advance(TimeSpan.FromSeconds(2));

        JsonElement update = edge.Update(account: "team");
        update.TryGetProperty("process", out _).ShouldBeFalse();
        update.At("store").GetRawText().ShouldBe("""{"kind":"nats","state":"disconnected"}""");
        (update.Number("snapshot", "idle"), update.At("snapshot").TryGetProperty("rejected", out _)).ShouldBe((0, false));
        JsonElement requests = update.At("requests");
        (requests.Number("active"), requests.Number("answered"), requests.Number("rate"), requests.Number("rateNow")).ShouldBe((1, 10, 5, 5));
        (requests.Number("failed", "upstream"), requests.Number("failed", "edge"), requests.Number("failedRates", "upstream")).ShouldBe((2, 0, 1));
        requests.TryGetProperty("statuses", out _).ShouldBeFalse();
        edge.Update().Number("requests", "answered").ShouldBe(7800);
    }

    [Fact]
    public void An_update_is_never_longer_than_its_bound()
    {
        string longest = new('é', 256);
        DeploymentConfig[] deployments = [.. Enumerable.Range(0, 30).Select(i => new DeploymentConfig
        {
            Id = $"{new string('d', 60)}{i:d2}",
            Account = new string('a', 63),
            ServedModel = longest,
            Endpoints = [.. Enumerable.Range(0, 40).Select(e => new EndpointConfig(new Uri($"http://h{i}-{e}/{Uri.EscapeDataString(longest)}")))],
        })];
        RouterConfig[] routers = [.. Enumerable.Range(0, 30).Select(i => new RouterConfig
        {
            Id = $"{new string('r', 60)}{i:d2}",
            Account = new string('a', 63),
            Deployments = [.. deployments.Select(deployment => deployment.FullName)],
            Names = [$"{longest[3..]}1{i:d2}", $"{longest[3..]}2{i:d2}", $"{longest[3..]}3{i:d2}", $"{longest[3..]}4{i:d2}"],
        })];
        var edge = new WatchedEdge(new EdgeConfig { Deployments = [.. deployments], Routers = [.. routers] });
        foreach (var replica in edge.Replicas.Replicas)
            replica.Health.Rest(60_000);
        for (int i = 0; i < 100; i++)
            edge.Book.Record(new(DateTimeOffset.UnixEpoch, new string('i', 128), routers[0].FullName, deployments[0].FullName, longest + i, 502, FaultKind.Internal, -1));

        byte[] bytes = edge.Bytes();
        bytes.Length.ShouldBeLessThanOrEqualTo(UpdateWriter.MostBytes);
        JsonElement update = JsonDocument.Parse(bytes).RootElement;
        update.Number("deployments", "left").ShouldBeGreaterThan(0);
        update.Number("routers", "rows", 0, "moreMembers").ShouldBe(14);
        update.Number("deployments", "rows", 0, "moreReplicas").ShouldBe(24);
        update.Number("attention", "moreReplicas").ShouldBeGreaterThan(0);
    }
}
