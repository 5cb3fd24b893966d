using System.Buffers;
using ConfigSync.Resources;
using Edge.Balancing;
using Edge.Fleet;
using Edge.Tests.Balancing;

namespace Edge.Tests.Fleet;

/// <summary>An edge of a fleet without a network: its replicas, what it tells, and what it hears.</summary>
internal sealed class FleetModel
{
    internal FleetModel(int replicas)
    {
        Picks = new PickHarness(RoutingStrategy.EvenLoad, [.. Enumerable.Repeat(new[] { 1 }, replicas)]);
        foreach (Replica replica in Picks.Replicas)
            replica.Compare();
        Id = Guid.NewGuid();
        (Own, Peers) = (new OwnLoads(Id), new PeerLoads(Id));
        Peers.Refresh(Compared, 0);
    }

    internal Guid Id { get; }

    internal PickHarness Picks { get; }

    internal OwnLoads Own { get; }

    internal PeerLoads Peers { get; }

    internal Replica[] Compared => Picks.Directory.Compared.All;

    /// <summary>What other edges have, by replica.</summary>
    internal int[] Elsewhere => [.. Picks.Replicas.Select(replica => replica.Elsewhere)];

    /// <summary>The next report, or null.</summary>
    internal byte[]? Report(long now)
    {
        var output = new ArrayBufferWriter<byte>();
        return Own.TryWrite(Compared, now, output) ? output.WrittenSpan.ToArray() : null;
    }

    /// <summary>The report at its end.</summary>
    internal byte[] End()
    {
        var output = new ArrayBufferWriter<byte>();
        Own.WriteEnd(output);
        return output.WrittenSpan.ToArray();
    }
}
