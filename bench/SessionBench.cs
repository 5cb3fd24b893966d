using System.Buffers;
using System.Text;
using BenchmarkDotNet.Attributes;
using ConfigSync.Plans;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Intake;
using Edge.Upstream;

namespace Edge.Bench;

/// <summary>What session affinity costs a request whose router asks for it.</summary>
[MemoryDiagnoser]
[MinColumn]
public class SessionBench
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        $$"""{"model":"m","messages":[{"role":"user","content":"{{new string('x', 8000)}}"}],"user":"somebody"}""");

    private SplitTable _table = null!;
    private ulong _session = 1;

    /// <summary>Replicas to choose from.</summary>
    [Params(2, 8, 64, 1024)]
    public int Replicas { get; set; }

    /// <summary>Makes the table.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var directory = new ReplicaDirectory(new Connector(TimeProvider.System), new CoarseClock());
        var deployment = new DeploymentConfig { Id = "d", Endpoints = [.. Enumerable.Range(0, Replicas).Select(i => new EndpointConfig(new Uri($"http://r{i}")))] };
        _table = SplitTable.Of(new SplitNode(RoutingStrategy.WeightedRandom, [new DeploymentModel(deployment, directory.Attach)]));
    }

    /// <summary>Picks the replica of a session, another one each time.</summary>
    [Benchmark]
    public void Pick() => SessionPick.Begin(_table, default, _session++).Replica.End();

    /// <summary>Finds the session in a chat of 8 KiB that names it last.</summary>
    [Benchmark]
    public ulong Find() => SessionKey.InBody(new ReadOnlySequence<byte>(Body));
}
