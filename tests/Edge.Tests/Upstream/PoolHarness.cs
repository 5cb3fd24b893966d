using Edge.Buffers;
using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

/// <summary>A pool with a connector and a clock that the test moves.</summary>
internal sealed class PoolHarness
{
    internal static readonly UpstreamEndpoint Endpoint = new(IsTls: false, "replica", 80);

    internal PoolHarness(int maxConnections = 4, int maxQueue = 4)
    {
        Limits = new PoolLimits(maxConnections, maxQueue, QueueTimeout: 1_000, IdleLimit: 5_000);
        Pool = new ConnectionPool(Endpoint, Limits, Connector, Clock);
    }

    internal FakeConnector Connector { get; } = new();

    internal CoarseClock Clock { get; } = new();

    internal PoolLimits Limits { get; }

    internal ConnectionPool Pool { get; }

    internal FakeWaiter Wait()
    {
        var waiter = new FakeWaiter();
        Pool.Enqueue(waiter).ShouldBeTrue();
        return waiter;
    }

    /// <summary>A fresh connection, leased.</summary>
    internal async Task<UpstreamConnection> Lease()
    {
        FakeWaiter waiter = Wait();
        await Connector.Succeed();
        return await waiter.Connection();
    }

    /// <summary>So many idle connections, the last one on top.</summary>
    internal async Task<UpstreamConnection[]> Fill(int count)
    {
        var connections = new UpstreamConnection[count];
        for (int i = 0; i < count; i++)
            connections[i] = await Lease();
        foreach (UpstreamConnection connection in connections)
            Pool.Return(connection, reusable: true);
        return connections;
    }

    internal void Advance(long milliseconds)
    {
        Clock.Set(Clock.Now + milliseconds);
        Pool.Sweep();
    }

    internal void ShouldBe(int idle = 0, int inUse = 0, int connecting = 0, int waiting = 0) =>
        (Pool.Idle, Pool.InUse, Pool.Connecting, Pool.Waiting).ShouldBe((idle, inUse, connecting, waiting));

    /// <summary>Waits until the books read so; for what other threads do.</summary>
    internal Task Becomes(int idle = 0, int inUse = 0, int connecting = 0, int waiting = 0) =>
        Until.True(() => (Pool.Idle, Pool.InUse, Pool.Connecting, Pool.Waiting) == (idle, inUse, connecting, waiting));

    internal static async Task ShouldFail(FakeWaiter waiter, FaultKind fault)
    {
        (await waiter.Fault()).ShouldBe(fault);
        waiter.Calls.ShouldBe(1);
    }
}
