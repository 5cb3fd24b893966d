using System.Text;
using BenchmarkDotNet.Attributes;
using ConfigSync.Resources;
using ConfigSync.Snapshots;

namespace Edge.Bench;

/// <summary>From the bytes of <c>model</c> to its entry.</summary>
[MemoryDiagnoser]
[MinColumn]
public class LookupBench
{
    // As many as a process serves at one time, however many there are.
    private const int Hot = 64;

    private readonly byte[] _unknown = "meta-llama/unknown"u8.ToArray();
    private RoutingSnapshot _snapshot = null!;
    private AccountModel _caller = null!;
    private byte[][] _names = [];
    private byte[][] _fullNames = [];
    private byte[][] _modelsOnDeployments = [];
    private int _next;

    /// <summary>Deployments, each with one further name.</summary>
    [Params(10, 10_000, 1_000_000)]
    public int Deployments { get; set; }

    /// <summary>Compiles the snapshot; names are asked for in an order that no cache foresees.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var endpoint = new EndpointConfig(new Uri("http://replica"));
        var config = new EdgeConfig
        {
            Deployments = [.. Enumerable.Range(0, Deployments).Select(i => new DeploymentConfig
            {
                Id = $"d{i}",
                Names = [$"meta-llama/Llama-{i}"],
                Endpoints = [endpoint],
            })],
            Anonymous = ListenConfig.DefaultAccount,
        };
        _snapshot = new SnapshotCompiler(_ => new NoState()).Compile(config, DateTimeOffset.UnixEpoch);
        _caller = _snapshot.Anonymous!;
        int[] order = [.. Enumerable.Range(0, Deployments)];
        new Random(1).Shuffle(order);
        _names = Bytes(order, i => $"meta-llama/Llama-{i}");
        _fullNames = Bytes(order, i => $"accounts/default/deployments/d{i}");
        _modelsOnDeployments = Bytes(order, i => $"lora#d{i}");
    }

    /// <summary>A name of the caller's own.</summary>
    [Benchmark]
    public bool ExactName() => Find(_names[Next(_names.Length)]);

    /// <summary>One of the few names that are asked for all the time.</summary>
    [Benchmark]
    public bool HotName() => Find(_names[Next(Math.Min(Hot, _names.Length))]);

    /// <summary>A full name.</summary>
    [Benchmark]
    public bool FullName() => Find(_fullNames[Next(_names.Length)]);

    /// <summary>A model on a deployment.</summary>
    [Benchmark]
    public bool ModelOnDeployment() => Find(_modelsOnDeployments[Next(_names.Length)]);

    /// <summary>A name that leads nowhere.</summary>
    [Benchmark]
    public bool Unknown() => Find(_unknown);

    private bool Find(byte[] name) => _snapshot.Find(_caller, name).Entry is not null;

    private int Next(int count) => _next = _next + 1 < count ? _next + 1 : 0;

    private static byte[][] Bytes(int[] order, Func<int, string> name) => [.. order.Select(i => Encoding.UTF8.GetBytes(name(i)))];

    private sealed class NoState : DeploymentState;
}
