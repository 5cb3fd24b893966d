using BenchmarkDotNet.Attributes;
using ConfigSync.Plans;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Faults;
using Edge.Upstream;

namespace Edge.Bench;

/// <summary>One pick and its end, while as many requests run as there are replicas, so that loads differ and change.</summary>
[MemoryDiagnoser]
[MinColumn]
public class PickBench
{
    private readonly Replica[] _none = [];
    private SplitNode _split = null!;
    private Replica[] _running = [];
    private PickRandom _random = new(1);
    private int _next;

    /// <summary>Replicas, over all members; a multiple of these.</summary>
    [Params(2, 8, 64, 256, 1024)]
    public int Replicas { get; set; }

    /// <summary>Members of the split; at most as many as replicas.</summary>
    [Params(2, 64)]
    public int Members { get; set; } = 2;

    /// <summary>How they are picked.</summary>
    [Params(RoutingStrategy.WeightedRandom, RoutingStrategy.EvenLoad)]
    public RoutingStrategy Strategy { get; set; }

    /// <summary>Begins the requests that run.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var directory = new ReplicaDirectory(new Connector(TimeProvider.System), new CoarseClock());
        _split = new SplitNode(Strategy, [.. Enumerable.Range(0, Math.Min(Members, Replicas)).Select(i => Member(directory, i))]);
        _running = [.. Enumerable.Range(0, Replicas).Select(_ => PickOne())];
    }

    /// <summary>Ends the oldest request and picks for the next.</summary>
    [Benchmark]
    public void EndAndPick()
    {
        _next = _next + 1 < _running.Length ? _next + 1 : 0;
        _running[_next].End();
        _running[_next] = PickOne();
    }

    private Replica PickOne()
    {
        Picker.TryPick(_split, _none, 0, ref _random, out Pick pick, out FaultKind _);
        return pick.Replica;
    }

    private DeploymentModel Member(ReplicaDirectory directory, int number) => new(
        new DeploymentConfig
        {
            Id = $"d{number}",
            Endpoints = [.. Enumerable.Range(0, Replicas / Math.Min(Members, Replicas)).Select(i => new EndpointConfig(new Uri($"http://r{number}-{i}")))],
        },
        directory.Attach);
}
