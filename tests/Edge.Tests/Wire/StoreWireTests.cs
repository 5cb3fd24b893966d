using System.CommandLine;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Stores;
using ConfigSync.Stores.Nats;
using Edge.Balancing;
using Edge.Cli;
using Shared.Nats;

namespace Edge.Tests.Wire;

/// <summary>Edges that follow a store, with real files and a real nats-server.</summary>
public sealed class StoreWireTests : IDisposable
{
    private const string Bucket = "edge-config";
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-store-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task A_router_in_a_folder_is_in_use_once_its_file_is_there()
    {
        await using WireEdge edge = await StartAsync(new StoreConfig { Folder = _folder, BaseDirectory = _folder });
        await UntilReadyAsync(edge);
        (await StatusAsync(edge, "late")).ShouldBe("404");

        await File.WriteAllTextAsync(Path.Combine(_folder, "router.default.late.json"), """{ "deployments": [ "m" ] }""");
        await WireEdge.UntilAsync(() => Knows(edge, "routers/late"), "the router has not come");
        (await RelayAsync(edge, "late")).ShouldContain("\"model\":\"late\"");
        (await MetricsAsync(edge)).ShouldContain("edge_store_state{state=\"live\"} 1\n");
    }

    [Fact]
    public async Task All_edges_follow_a_bucket_and_serve_on_while_it_is_away()
    {
        await using NatsServerProcess nats = await NatsServerProcess.StartJetStreamAsync();
        await using WireEdge one = await StartAsync(InNats(nats, "one"));
        await using WireEdge other = await StartAsync(InNats(nats, "other"));
        WireEdge[] edges = [one, other];
        foreach (WireEdge edge in edges)
            await UntilReadyAsync(edge);

        await PutAsync(nats, "router", "chat", """{ "deployments": [ "m" ] }""");
        foreach (WireEdge edge in edges)
            await WireEdge.UntilAsync(() => Knows(edge, "routers/chat"), "the router has not come");

        await nats.KillAsync();
        foreach (WireEdge edge in edges)
        {
            await UntilMetricAsync(edge, "edge_store_state{state=\"disconnected\"} 1\n");
            (await RelayAsync(edge, "chat")).ShouldContain("\"model\":\"chat\"");
            (await HealthAsync(edge)).ShouldBe("ready\n");
        }

        await nats.RestartAsync();
        await PutAsync(nats, "router", "late", """{ "deployments": [ "m" ] }""");
        foreach (WireEdge edge in edges)
            await WireEdge.UntilAsync(() => Knows(edge, "routers/late"), "the edge has not caught up");
    }

    [Fact]
    public async Task An_edge_without_a_set_is_not_ready_and_serves_what_its_file_says()
    {
        int nobody = NatsServerProcess.FreePort();
        await using WireEdge edge = await StartAsync(InNats($"nats://127.0.0.1:{nobody}", "alone"));

        (await HealthAsync(edge)).ShouldBe("waiting for the store\n");
        (await RelayAsync(edge, "m")).ShouldContain("\"model\":\"m\"");

        await using NatsServerProcess nats = await NatsServerProcess.StartJetStreamAsync(port: nobody);
        await UntilReadyAsync(edge);
    }

    [Fact]
    public async Task An_edge_starts_with_the_last_known_good_set_while_NATS_is_away()
    {
        await using NatsServerProcess nats = await NatsServerProcess.StartJetStreamAsync();
        await PutAsync(nats, "router", "chat", """{ "deployments": [ "m" ] }""");
        StoreConfig store = InNats(nats, "kept");
        await using (WireEdge first = await StartAsync(store))
            await UntilReadyAsync(first);
        await nats.KillAsync();

        await using WireEdge edge = await StartAsync(store);
        await UntilReadyAsync(edge);
        Knows(edge, "routers/chat").ShouldBeTrue();
        (await MetricsAsync(edge)).ShouldContain("edge_store_last_known 1\n");
        (await HealthAsync(edge)).ShouldBe("ready, with the last known good set\n");
        (await RelayAsync(edge, "chat")).ShouldContain("\"model\":\"chat\"");

        await nats.RestartAsync();
        await DeleteAsync(nats, "chat");
        await WireEdge.UntilAsync(() => !Knows(edge, "routers/chat"), "the deletion has not come");
        await UntilMetricAsync(edge, "edge_store_last_known 0\n");
    }

    [Fact]
    public async Task A_bucket_that_was_made_anew_is_applied_once_an_operator_adopts_it()
    {
        await using NatsServerProcess nats = await NatsServerProcess.StartJetStreamAsync();
        await PutAsync(nats, "router", "chat", """{ "deployments": [ "m" ] }""");
        await using WireEdge edge = await StartAsync(InNats(nats, "doubtful"));
        await UntilReadyAsync(edge);

        await nats.KillAsync();
        Directory.Delete(Path.Combine(nats.Folder, "store"), true);
        await nats.RestartAsync();
        await UntilMetricAsync(edge, "edge_store_state{state=\"store-reset\"} 1\n");
        (await RelayAsync(edge, "chat")).ShouldContain("\"model\":\"chat\"");

        await PutAsync(nats, "router", "anew", """{ "deployments": [ "m" ] }""");
        Knows(edge, "routers/anew").ShouldBeFalse("nobody has adopted it");
        string config = Path.Combine(_folder, "edge.json");
        await File.WriteAllTextAsync(config, $$"""{ "store": { "nats": { "servers": [ "{{nats.Url}}" ], "bucket": "{{Bucket}}" } } }""");
        var output = new StringWriter();
        (await StoreCommand.Create().Parse($"adopt --config {config} --by tests").InvokeAsync(new InvocationConfiguration { Output = output, Error = output }))
            .ShouldBe(0, output.ToString());

        await WireEdge.UntilAsync(() => Knows(edge, "routers/anew") && !Knows(edge, "routers/chat"), "the bucket was not applied");
        await UntilMetricAsync(edge, "edge_store_state{state=\"live\"} 1\n");
    }

    [Fact]
    public async Task Changes_close_no_connection_of_a_caller_or_to_a_replica()
    {
        await using WireEdge edge = await StartAsync(new StoreConfig { Folder = _folder, BaseDirectory = _folder });
        await UntilReadyAsync(edge);
        using WireConnection client = await edge.ConnectAsync();
        WireConnection? replica = null;
        for (int change = 0; change < 5; change++)
        {
            long before = edge.Server.Routing.Snapshots.Current.Version;
            await File.WriteAllTextAsync(Path.Combine(_folder, "router.default.chat.json"), $$"""{ "deployments": [ "m" ], "names": [ "name-{{change}}" ] }""");
            await WireEdge.UntilAsync(() => edge.Server.Routing.Snapshots.Current.Version > before, "the change has not come");

            await client.SendAsync(WireEdge.Post($$"""{"model":"name-{{change}}"}"""));
            replica ??= await edge.Upstream.AcceptAsync();
            await replica.ReceiveMessageAsync();
            await replica.SendAsync(WireEdge.Ok);
            (await client.ReceiveMessageAsync()).Body.ShouldBe("ok");
        }
        replica!.Dispose();
    }

    [Fact]
    public async Task Even_load_counts_what_other_edges_have_and_forgets_those_that_leave()
    {
        await using NatsServerProcess nats = await NatsServerProcess.StartJetStreamAsync();
        using var replica = new WireUpstream();
        await PutAsync(nats, "deployment", "d", $$"""{ "endpoints": [ { "url": "{{replica.Url}}" } ] }""");
        await PutAsync(nats, "router", "even", """{ "deployments": [ "d" ], "strategy": "evenLoad" }""");
        await using WireEdge watching = await StartAsync(InNats(nats, "watching"));
        await using WireEdge busy = await StartAsync(InNats(nats, "busy"));
        await UntilReadyAsync(watching);
        await UntilReadyAsync(busy);
        await AskEvenAsync(watching, replica);
        Replica seen = watching.Server.Replicas.Replicas.Single(r => r.Deployment.EndsWith("/d", StringComparison.Ordinal));

        using (WireConnection client = await busy.ConnectAsync())
        {
            await client.SendAsync(WireEdge.Post("""{"model":"even"}"""));
            using WireConnection held = await replica.AcceptAsync();
            await held.ReceiveMessageAsync();
            await WireEdge.UntilAsync(() => seen.Elsewhere == 1, "the other edge's request is not counted");
            await UntilMetricAsync(watching, "edge_fleet_peers 1\n");
        }
        await WireEdge.UntilAsync(() => seen.Elsewhere == 0, "a request that is over is still counted");

        await busy.Server.StopAsync(CancellationToken.None);
        await UntilMetricAsync(watching, "edge_fleet_peers 0\n");
    }

    private static async Task AskEvenAsync(WireEdge edge, WireUpstream replica)
    {
        using WireConnection client = await edge.ConnectAsync();
        await client.SendAsync(WireEdge.Post("""{"model":"even"}"""));
        using WireConnection one = await replica.AcceptAsync();
        await one.ReceiveMessageAsync();
        await one.SendAsync(WireEdge.Ok);
        await client.ReceiveMessageAsync();
    }

    private static Task<WireEdge> StartAsync(StoreConfig store) => WireEdge.StartAsync(change: config => config with { Store = store });

    private StoreConfig InNats(NatsServerProcess nats, string edge) => InNats(nats.Url, edge);

    private StoreConfig InNats(string url, string edge) => new()
    {
        Nats = new NatsConfig { Servers = [url], Bucket = Bucket },
        LastKnownGood = Path.Combine(_folder, edge),
        BaseDirectory = _folder,
    };

    private static bool Knows(WireEdge edge, string name) =>
        edge.Server.Routing.Snapshots.Current.Entries.Any(entry => entry.FullName == $"accounts/default/{name}");

    private static async Task<string> StatusAsync(WireEdge edge, string model) =>
        (await edge.AskAsync(WireEdge.Post($$"""{"model":"{{model}}"}"""))).Head.Split(' ')[1];

    private static async Task<string> RelayAsync(WireEdge edge, string model) =>
        (await edge.RelayAsync(WireEdge.Post($$"""{"model":"{{model}}"}"""))).RequestBody;

    private static async Task<string> HealthAsync(WireEdge edge) => await ControlAsync(edge, "/readyz");

    private static async Task<string> MetricsAsync(WireEdge edge) => await ControlAsync(edge, "/metrics");

    private static async Task<string> ControlAsync(WireEdge edge, string path)
    {
        using WireConnection control = await WireConnection.ToAsync(edge.Server.ControlAddress);
        await control.SendAsync(WireEdge.Get(path));
        return (await control.ReceiveMessageAsync()).Body;
    }

    private static Task UntilReadyAsync(WireEdge edge) => UntilAsync(async () => (await HealthAsync(edge)).StartsWith("ready", StringComparison.Ordinal), "the edge is not ready");

    private static Task UntilMetricAsync(WireEdge edge, string line) => UntilAsync(async () => (await MetricsAsync(edge)).Contains(line, StringComparison.Ordinal), line);

    private static async Task UntilAsync(Func<Task<bool>> condition, string otherwise)
    {
        using var deadline = new CancellationTokenSource(WireConnection.Patience);
        while (!await condition())
        {
            deadline.IsCancellationRequested.ShouldBeFalse(otherwise);
            await Task.Delay(20);
        }
    }

    private static async Task PutAsync(NatsServerProcess nats, string kind, string id, string document)
    {
        await using var store = new NatsStore(new NatsStoreOptions { Servers = [nats.Url], Bucket = Bucket });
        StoreKeyText.TryParse($"{kind}.default.{id}", out ResourceKey key, out _).ShouldBeTrue();
        StoreWrite write = default;
        // The bucket is made by the first who wants it, here or there.
        await UntilAsync(
            async () =>
            {
                write = await store.PutAsync(key, Encoding.UTF8.GetBytes(document), null, CancellationToken.None);
                return write.Outcome == StoreWriteOutcome.Written;
            },
            "the document was not written");
    }

    private static async Task DeleteAsync(NatsServerProcess nats, string id)
    {
        await using var store = new NatsStore(new NatsStoreOptions { Servers = [nats.Url], Bucket = Bucket });
        var key = new ResourceKey(ResourceKind.Router, "default", id);
        await UntilAsync(
            async () => (await store.DeleteAsync(key, null, CancellationToken.None)).Outcome == StoreWriteOutcome.Written, "the document was not deleted");
    }
}
