using BenchmarkDotNet.Attributes;
using ConfigSync.Resources;
using ConfigSync.Snapshots;

namespace Edge.Bench;

/// <summary>What a change costs where there are 100 000 routers, of three names each besides their full one.</summary>
[MemoryDiagnoser]
[MinColumn]
public class SnapshotBench
{
    private const int Routers = 100_000;

    private readonly ManyRouters _fleet = new(Routers);
    private readonly SnapshotCompiler _compiler = ManyRouters.Compiler();
    private RouterConfig[] _versions = [];
    private int _next;

    /// <summary>Compiles all of it once.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _versions = [.. Enumerable.Range(0, 2 * Routers).Select(i => _fleet.Router(i % Routers, version: 1 - (i / Routers)))];
        new Random(1).Shuffle(_versions.AsSpan(0, Routers));
        _compiler.Compile(_fleet.Config, DateTimeOffset.UnixEpoch);
    }

    /// <summary>Everything anew.</summary>
    [Benchmark]
    public RoutingSnapshot Whole() => ManyRouters.Compiler().Compile(_fleet.Config, DateTimeOffset.UnixEpoch);

    /// <summary>One router that is there gets another member and another name.</summary>
    [Benchmark]
    public RoutingSnapshot ChangeRouter()
    {
        _next = _next + 1 < _versions.Length ? _next + 1 : 0;
        return _compiler.Put(_versions[_next], DateTimeOffset.UnixEpoch).Next();
    }

    /// <summary>One router more, and gone again: two changes.</summary>
    [Benchmark(OperationsPerInvoke = 2)]
    public RoutingSnapshot AddAndRemoveRouter()
    {
        RouterConfig router = _versions[0] with { Id = "one-more", Names = [] };
        _compiler.Put(router, DateTimeOffset.UnixEpoch).Next();
        return _compiler.RemoveRouter(router.FullName).Next();
    }

    /// <summary>One deployment of two hundred routers changes.</summary>
    [Benchmark]
    public RoutingSnapshot ChangeDeployment() =>
        _compiler.Put(_fleet.Config.Deployments[7] with { ServedModel = (_next++ & 1) == 0 ? "a" : "b" }, DateTimeOffset.UnixEpoch).Next();
}
