using System.Net.Sockets;
using Edge.Buffers;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

/// <summary>The pool over real connections: what the kernel knows of an idle one decides whether it is leased.</summary>
public sealed class ConnectionPoolSocketTests : IDisposable
{
    private readonly Loopback _loopback = new();
    private readonly ConnectionPool _pool;

    public ConnectionPoolSocketTests() => _pool = new ConnectionPool(
        _loopback.Endpoint, new PoolLimits(8, 8, 1_000, 5_000), new Connector(TimeProvider.System), new CoarseClock());

    public void Dispose() => _loopback.Dispose();

    [Fact]
    public async Task A_connection_carries_one_request_after_the_other()
    {
        var (connection, peer) = await Lease();
        using Socket end = peer;
        for (int i = 0; i < 3; i++)
        {
            await connection.WriteAsync("?"u8.ToArray());
            (await peer.ReceiveAsync(new byte[8])).ShouldBe(1);
            await peer.SendAsync("!"u8.ToArray());
            (await connection.ReadAsync(new byte[8])).ShouldBe(1);
            _pool.Return(connection, reusable: true);
            _pool.TryLease().ShouldBeSameAs(connection);
        }
    }

    [Fact]
    public async Task One_that_the_peer_closed_is_not_leased()
    {
        var (first, firstPeer) = await Lease();
        var (second, secondPeer) = await Lease();
        using Socket end = firstPeer;
        _pool.Return(first, reusable: true);
        _pool.Return(second, reusable: true);

        secondPeer.Dispose();
        await Until.True(() => !second.IsAlive());

        _pool.TryLease().ShouldBeSameAs(first);
        _pool.TryLease().ShouldBeNull();
    }

    [Fact]
    public async Task One_on_which_the_peer_said_more_than_was_asked_is_not_leased()
    {
        var (connection, peer) = await Lease();
        using Socket end = peer;
        _pool.Return(connection, reusable: true);

        await peer.SendAsync("HTTP/1.1 408 Request Timeout\r\n\r\n"u8.ToArray());
        await Until.True(() => !connection.IsAlive());

        _pool.TryLease().ShouldBeNull();
    }

    [Fact]
    public async Task One_with_bytes_left_over_is_not_kept()
    {
        var (connection, peer) = await Lease();
        using Socket end = peer;
        await peer.SendAsync("answer and more"u8.ToArray());
        (await connection.ReadAsync(new byte[6])).ShouldBe(6);

        _pool.Return(connection, reusable: true);

        _pool.Idle.ShouldBe(0);
    }

    [Fact]
    public async Task One_that_was_reset_is_not_leased()
    {
        var (connection, peer) = await Lease();
        _pool.Return(connection, reusable: true);

        peer.Close(timeout: 0);
        await Until.True(() => !connection.IsAlive());

        _pool.TryLease().ShouldBeNull();
        _pool.InUse.ShouldBe(0);
    }

    [Fact]
    public async Task A_sweep_closes_those_that_the_peer_closed()
    {
        var (connection, peer) = await Lease();
        _pool.Return(connection, reusable: true);
        peer.Dispose();

        await Until.True(() =>
        {
            _pool.Sweep();
            return _pool.Idle == 0;
        });
    }

    private async Task<(UpstreamConnection Connection, Socket Peer)> Lease()
    {
        var waiter = new FakeWaiter();
        Task<Socket> accept = _loopback.Accept();
        _pool.Enqueue(waiter).ShouldBeTrue();
        return (await waiter.Connection(), await accept);
    }
}
