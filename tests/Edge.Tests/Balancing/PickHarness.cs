using System.Collections.Immutable;
using ConfigSync.Plans;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Balancing;

/// <summary>A split over deployments made from a few numbers, and picks from it.</summary>
internal sealed class PickHarness
{
    /// <summary>The key of what was tried when nothing was.</summary>
    internal static readonly Replica[] None = [];

    private PickRandom _random = new(20260101);

    /// <summary>One deployment per array, one endpoint per number: how many replicas it stands for.</summary>
    internal PickHarness(RoutingStrategy strategy, params int[][] deployments)
        : this(strategy, deployments.Select((replicas, i) => Deployment(i, [.. replicas.Select(n => (n, (int?)null))])))
    {
    }

    /// <summary>One deployment of endpoints that stand for one replica and state what they take at once.</summary>
    internal PickHarness(params int[] maxConcurrency)
        : this(RoutingStrategy.EvenLoad, [Deployment(0, [.. maxConcurrency.Select(n => (1, (int?)n))])])
    {
    }

    internal PickHarness(RoutingStrategy strategy, IEnumerable<DeploymentConfig> deployments)
    {
        Directory = new ReplicaDirectory(new NoConnector(), Clock);
        Split = new SplitNode(strategy, [.. deployments.Select(config => new DeploymentModel(config, Directory.Attach))]);
        Replicas = [.. Split.Members.SelectMany(model => Picker.SetOf(model).Shares).Select(share => share.Replica)];
    }

    internal CoarseClock Clock { get; } = new();

    internal ReplicaDirectory Directory { get; }

    internal SplitNode Split { get; }

    /// <summary>All replicas in the order they were given.</summary>
    internal ImmutableArray<Replica> Replicas { get; }

    /// <summary>Outstanding requests per replica.</summary>
    internal int[] Counts => [.. Replicas.Select(replica => replica.Outstanding)];

    internal static DeploymentConfig Deployment(int number, params (int Replicas, int? MaxConcurrency)[] endpoints) => new()
    {
        Id = $"d{number}",
        Endpoints = [.. endpoints.Select((e, i) => new EndpointConfig(new Uri($"http://r{number}-{i}:8000"), e.Replicas, e.MaxConcurrency))],
    };

    internal Pick Pick(params Replica[] tried)
    {
        Picker.TryPick(Split, tried, 0, ref _random, out Pick pick, out FaultKind why).ShouldBeTrue();
        why.ShouldBe(FaultKind.None);
        return pick;
    }

    internal bool TryPick(out FaultKind why, params Replica[] tried) => Picker.TryPick(Split, tried, 0, ref _random, out _, out why);

    internal Replica PickFor(ulong session)
    {
        Picker.TryPick(Split, [], session, ref _random, out Pick pick, out _).ShouldBeTrue();
        return pick.Replica;
    }

    internal FaultKind PickNone(params Replica[] tried)
    {
        Picker.TryPick(Split, tried, 0, ref _random, out _, out FaultKind why).ShouldBeFalse();
        Counts.ShouldAllBe(count => count == 0);
        return why;
    }

    /// <summary>How often each replica is picked in <paramref name="draws"/> picks that end at once.</summary>
    internal int[] Histogram(int draws, params Replica[] tried)
    {
        var hits = new int[Replicas.Length];
        for (int i = 0; i < draws; i++)
        {
            Replica replica = Pick(tried).Replica;
            replica.End();
            hits[Replicas.IndexOf(replica)]++;
        }
        return hits;
    }

    private sealed class NoConnector : IConnector
    {
        public ValueTask<ConnectOutcome> ConnectAsync(UpstreamEndpoint endpoint, CancellationToken ct) =>
            throw new NotSupportedException("picks connect to nobody");
    }
}
