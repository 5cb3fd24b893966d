using System.Net;
using System.Net.Sockets;
using Edge.Buffers;
using Edge.Tests.Transport;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

/// <summary>Two running loops, a clock set by hand, and the pool of a replica that listens on this machine.</summary>
internal sealed class LoopPoolHarness : IDisposable
{
    // Held, or the collector would close the replica's end of a connection that a test does not look at.
    private readonly List<Socket> _peers = [];

    internal LoopPoolHarness(int maxConnections = 4, int maxQueue = 4, Func<UpstreamEndpoint, UpstreamEndpoint>? endpoint = null)
    {
        Limits = new PoolLimits(maxConnections, maxQueue, QueueTimeout: 1_000, IdleLimit: 5_000);
        Endpoint = endpoint?.Invoke(Replica.Endpoint) ?? Replica.Endpoint;
        Books = new ConnectionPool(Endpoint, Limits, Connector, Clock);
        Loops = [new LoopHarness(0, Clock), new LoopHarness(1, Clock)];
        var names = new NameCache(Resolve, TimeProvider.System);
        Pools = [.. Loops.Select(loop => new LoopPool(loop.Loop, Books, names, TimeProvider.System))];
    }

    internal CoarseClock Clock { get; } = new();

    internal Loopback Replica { get; } = new();

    internal FakeConnector Connector { get; } = new();

    internal UpstreamEndpoint Endpoint { get; }

    internal PoolLimits Limits { get; }

    internal ConnectionPool Books { get; }

    internal LoopHarness[] Loops { get; }

    internal LoopPool[] Pools { get; }

    public void Dispose()
    {
        foreach (LoopHarness loop in Loops)
            loop.Dispose();
        foreach (Socket peer in _peers)
            peer.Dispose();
        Replica.Dispose();
    }

    /// <summary>Asks for a connection as a request does; the one it gets at once counts as told.</summary>
    internal Task<FakeLease> Ask(int loop = 0) => Loops[loop].Run(() =>
    {
        var lease = new FakeLease();
        if (Pools[loop].TryLease(lease) is { } connection)
            lease.Leased(connection);
        else
            Pools[loop].Enqueue(lease).ShouldBeTrue("the queue is full");
        return lease;
    });

    /// <summary>A leased connection and the replica's end of it, when a new one has to be made.</summary>
    internal async Task<(LoopUpstream Connection, FakeLease Lease, Socket Peer)> Lease(int loop = 0)
    {
        Task<Socket> accept = Replica.Accept();
        FakeLease lease = await Ask(loop);
        Socket peer = await accept;
        _peers.Add(peer);
        return (await lease.Connection(), lease, peer);
    }

    internal Task Return(LoopUpstream connection, int loop = 0, bool reusable = true) =>
        Loops[loop].Run(() => Pools[loop].Return(connection, reusable));

    /// <summary>Moves the clock on as the heartbeat does.</summary>
    internal async Task Pass(long milliseconds)
    {
        Clock.Set(Clock.Now + milliseconds);
        Books.Sweep();
        foreach (LoopHarness loop in Loops)
            await loop.Pass(0);
    }

    /// <summary>Waits until the books read so.</summary>
    internal async Task Becomes(int idle = 0, int inUse = 0, int connecting = 0, int waiting = 0)
    {
        try
        {
            await Until.True(() => (Books.Idle, Books.InUse, Books.Connecting, Books.Waiting) == (idle, inUse, connecting, waiting));
        }
        catch (ShouldAssertException)
        {
            (Books.Idle, Books.InUse, Books.Connecting, Books.Waiting).ShouldBe((idle, inUse, connecting, waiting));
        }
    }

    /// <summary>No room was lost: all connections there may be can be had at once, and not one more.</summary>
    internal async Task ExpectWholeRoom()
    {
        await Becomes();
        var accepted = new List<Task<Socket>>();
        var leases = new List<FakeLease>();
        for (int i = 0; i < Limits.MaxConnections; i++)
        {
            accepted.Add(Replica.Accept());
            leases.Add(await Ask(i % Loops.Length));
            await leases[i].Connection();
        }
        Books.TryTakeRoom(out _).ShouldBeFalse();
        for (int i = 0; i < leases.Count; i++)
            await Return(await leases[i].Connection(), i % Loops.Length, reusable: false);
        await Becomes();
        await Task.WhenAll(accepted);
    }

    private static Task<IPAddress[]> Resolve(string name) => name switch
    {
        // Nobody listens at the first two: the listener has another address.
        "many" => Task.FromResult(new[] { IPAddress.Parse("127.0.0.9"), IPAddress.Parse("127.0.0.8"), IPAddress.Loopback }),
        _ => throw new SocketException((int)SocketError.HostNotFound),
    };
}
