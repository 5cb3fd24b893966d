using System.Buffers;
using System.Text.Json;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Sync;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Control.Console;
using Edge.Faults;
using Edge.Telemetry.Traffic;
using Edge.Tests.Upstream;

namespace Edge.Tests.Control.Console;

/// <summary>Something to look at, without a server: real routing, replicas and traffic, figures that a test says.</summary>
internal sealed class WatchedEdge : ILiveView
{
    private readonly UpdateWriter _updates;
    private readonly RoutingState _routing;

    internal WatchedEdge(EdgeConfig config)
    {
        Replicas = new ReplicaDirectory(new FakeConnector(), Clock);
        _routing = new RoutingState(config, new DocumentPlace("/", _ => null), keepsDocuments: false, Replicas.Attach, TimeProvider.System);
        Sampler = new Sampler(this, Time);
        _updates = new UpdateWriter(this, Time);
    }

    /// <summary>An edge with some deployments of some replicas each, and routers over all of them.</summary>
    internal WatchedEdge(int routers, int deployments = 2, int replicas = 2)
        : this(new EdgeConfig
        {
            Deployments = [.. Enumerable.Range(0, deployments).Select(i => Deployment($"d{i:d5}", replicas))],
            Routers = [.. Enumerable.Range(0, routers).Select(i => Router($"r{i:d5}", Enumerable.Range(0, deployments).Select(d => $"d{d:d5}")))],
        })
    {
    }

    /// <inheritdoc/>
    public RoutingSnapshot Snapshot => _routing.Snapshots.Current;

    /// <inheritdoc/>
    public ReplicaDirectory Replicas { get; }

    /// <inheritdoc/>
    public ITrafficView Traffic => Book;

    internal CoarseClock Clock { get; } = new();

    internal ManualTime Time { get; } = new();

    internal TrafficBook Book { get; } = new();

    internal Sampler Sampler { get; }

    /// <summary>What is told of the process.</summary>
    internal LiveFigures Figures { get; set; } = new();

    /// <inheritdoc/>
    public LiveFigures Read() => Figures;

    internal void Apply(EdgeConfig config) => _routing.Apply(config);

    /// <summary>A replica by the last part of its address.</summary>
    internal Replica Replica(string name) => Replicas.Replicas.Single(replica => replica.Address == $"http://{name}/");

    /// <summary>So many requests for a router went to a deployment's first replica.</summary>
    internal void Record(string router, string deployment, int count = 1, FaultKind fault = FaultKind.None, double firstByte = 0.02, string id = "req_1", string account = "default")
    {
        string full = $"accounts/{account}/deployments/{deployment}";
        var request = new FinishedRequest(
            DateTimeOffset.UnixEpoch, id, $"accounts/{account}/routers/{router}", full, $"{full}@http://{deployment}-0/", fault == FaultKind.None ? 200 : 502, fault, firstByte);
        for (int i = 0; i < count; i++)
            Book.Record(request);
    }

    /// <summary>An update, as bytes.</summary>
    internal byte[] Bytes(ConsoleQuery? query = null, string? account = null)
    {
        var output = new ArrayBufferWriter<byte>();
        _updates.Write(output, new ConsoleScope(account), query ?? new ConsoleQuery(), Sampler.Take());
        return output.WrittenSpan.ToArray();
    }

    /// <summary>An update.</summary>
    internal JsonElement Update(ConsoleQuery? query = null, string? account = null) => JsonDocument.Parse(Bytes(query, account)).RootElement.Clone();

    internal static DeploymentConfig Deployment(string id, int replicas = 2, string account = "default") => new()
    {
        Id = id,
        Account = account,
        Endpoints = [.. Enumerable.Range(0, replicas).Select(i => new EndpointConfig(new Uri($"http://{id}-{i}/")))],
    };

    internal static RouterConfig Router(string id, IEnumerable<string> deployments, string account = "default") => new()
    {
        Id = id,
        Account = account,
        Deployments = [.. deployments.Select(deployment => $"accounts/{account}/deployments/{deployment}")],
    };
}
