using System.Text;
using BenchmarkDotNet.Attributes;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Stores;
using ConfigSync.Sync;

namespace Edge.Bench;

/// <summary>What a document of a store costs where there are 100 000 routers.</summary>
[MemoryDiagnoser]
[MinColumn]
public class SyncBench
{
    private const int Routers = 100_000;

    private readonly DocumentPlace _place = new("/", _ => null);
    private readonly Random _random = new(1);
    private RoutingState _state = null!;
    private long _revision;

    /// <summary>Takes all of them once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _state = Empty();
        Fill(_state);
    }

    /// <summary>The whole set, as at a start: each document read, all compiled, one swap.</summary>
    [Benchmark]
    public RoutingSnapshot Whole() => Fill(Empty());

    /// <summary>One document of a router that is there: read, compiled and swapped.</summary>
    [Benchmark]
    public RoutingSnapshot Change()
    {
        _state.Put(Router(_random.Next(Routers), $"m{_random.Next(2)}"));
        return _state.Publish();
    }

    /// <summary>One document that is refused.</summary>
    [Benchmark]
    public string? Refuse() => _state.Put(Entry(0, """{ "deployments": 7 }"""));

    private RoutingState Empty() => new(new EdgeConfig { Anonymous = "default" }, _place, keepsDocuments: true, _ => new Unbound(), TimeProvider.System);

    private RoutingSnapshot Fill(RoutingState state)
    {
        for (int i = 0; i < 2; i++)
        {
            var key = new ResourceKey(ResourceKind.Deployment, "default", $"m{i}");
            state.Put(new StoreEntry(key, """{ "endpoints": [ { "url": "http://127.0.0.1:9" } ] }"""u8.ToArray(), ++_revision, DateTimeOffset.UnixEpoch));
        }
        for (int i = 0; i < Routers; i++)
            state.Put(Router(i, "m0"));
        return state.Publish();
    }

    private StoreEntry Router(int number, string member) => Entry(number, $$"""{ "deployments": [ "{{member}}" ], "displayName": "Router {{number}}" }""");

    private StoreEntry Entry(int number, string document) =>
        new(new ResourceKey(ResourceKind.Router, "default", $"r{number}"), Encoding.UTF8.GetBytes(document), ++_revision, DateTimeOffset.UnixEpoch);

    private sealed class Unbound : DeploymentState;
}
