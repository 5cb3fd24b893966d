using System.Net.Sockets;
using Edge.Transport;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

/// <summary>Connections of one loop: used again while they are fit, closed when they are not.</summary>
public sealed class LoopPoolTests
{
    [Fact]
    public async Task A_returned_connection_is_used_again()
    {
        using var harness = new LoopPoolHarness();
        (LoopUpstream first, _, Socket peer) = await harness.Lease();
        first.IsReused.ShouldBeFalse();
        harness.Books.InUse.ShouldBe(1);
        await harness.Return(first);
        await harness.Becomes(idle: 1);
        FakeLease second = await harness.Ask();
        (await second.Connection()).ShouldBeSameAs(first);
        first.IsReused.ShouldBeTrue();
        await harness.Return(first, reusable: false);
        peer.Receive(new byte[1]).ShouldBe(0);
        await harness.ExpectWholeRoom();
    }

    [Fact]
    public async Task The_one_used_last_is_used_first()
    {
        using var harness = new LoopPoolHarness();
        (LoopUpstream first, _, _) = await harness.Lease();
        (LoopUpstream second, _, _) = await harness.Lease();
        await harness.Return(second);
        await harness.Return(first);
        (await (await harness.Ask()).Connection()).ShouldBeSameAs(first);
        (await (await harness.Ask()).Connection()).ShouldBeSameAs(second);
    }

    [Fact]
    public async Task One_that_is_too_old_is_closed_and_one_that_was_used_since_is_not()
    {
        using var harness = new LoopPoolHarness();
        (LoopUpstream old, _, Socket peer) = await harness.Lease();
        (LoopUpstream used, _, _) = await harness.Lease();
        await harness.Return(old);
        await harness.Return(used);
        await harness.Pass(4_900);
        harness.Books.Idle.ShouldBe(2);
        (await (await harness.Ask()).Connection()).ShouldBeSameAs(used);
        await harness.Return(used);
        await harness.Pass(200);
        await harness.Becomes(idle: 1);
        peer.Receive(new byte[1]).ShouldBe(0);
        await harness.Pass(6_000);
        await harness.ExpectWholeRoom();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_idle_one_that_ends_or_speaks_unasked_is_closed(bool speaks)
    {
        using var harness = new LoopPoolHarness();
        (LoopUpstream connection, _, Socket peer) = await harness.Lease();
        await harness.Return(connection);
        if (speaks)
            peer.Send("x"u8);
        else
            peer.Close();
        await harness.ExpectWholeRoom();
    }

    [Fact]
    public async Task One_with_unread_input_is_not_kept()
    {
        using var harness = new LoopPoolHarness();
        (LoopUpstream connection, FakeLease lease, Socket peer) = await harness.Lease();
        peer.Send("HTTP/1.1 200 OK\r\n"u8);
        // The kernel tells of it once: nobody will be told again when it is idle.
        await Until.True(() => lease.Readied > 0);
        await harness.Return(connection);
        harness.Books.Idle.ShouldBe(0);
        await harness.ExpectWholeRoom();
    }

    [Fact]
    public async Task One_that_speaks_on_its_way_to_the_next_is_not_handed_on()
    {
        using var harness = new LoopPoolHarness(maxConnections: 1);
        (LoopUpstream connection, _, Socket peer) = await harness.Lease();
        FakeLease waiter = await harness.Ask();
        Task<Socket> accept = harness.Replica.Accept();
        await harness.Loops[0].Run(() =>
        {
            connection.State.NoteReceived(LoopSocket.Receive(connection.Descriptor, new byte[1]), 1);
            connection.State.Readable.ShouldBeFalse();
            peer.Send("x"u8).ShouldBe(1);
            harness.Pools[0].Return(connection, reusable: true);
        });
        LoopUpstream fresh = await waiter.Connection();
        fresh.ShouldNotBeSameAs(connection);
        fresh.IsReused.ShouldBeFalse();
        await accept;
        await harness.Return(fresh, reusable: false);
        await harness.ExpectWholeRoom();
    }

    [Fact]
    public async Task Whoever_waits_gets_the_one_that_comes_back()
    {
        using var harness = new LoopPoolHarness(maxConnections: 1);
        (LoopUpstream connection, _, _) = await harness.Lease();
        FakeLease first = await harness.Ask();
        FakeLease second = await harness.Ask();
        harness.Books.Waiting.ShouldBe(2);
        await harness.Return(connection);
        (await first.Connection()).ShouldBeSameAs(connection);
        connection.IsReused.ShouldBeTrue();
        second.Calls.ShouldBe(0);
        await harness.Return(connection);
        (await second.Connection()).ShouldBeSameAs(connection);
        await harness.Return(connection);
        await harness.Becomes(idle: 1);
        first.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_cancels_hears_nothing_and_its_connect_serves_the_next()
    {
        using var harness = new LoopPoolHarness();
        Task<Socket> accept = harness.Replica.Accept();
        var gone = new FakeLease();
        var next = new FakeLease();
        int connecting = await harness.Loops[0].Run(() =>
        {
            harness.Pools[0].Enqueue(gone).ShouldBeTrue();
            harness.Pools[0].Cancel(gone);
            harness.Pools[0].Enqueue(next).ShouldBeTrue();
            return harness.Pools[0].Connecting;
        });
        connecting.ShouldBe(1);
        LoopUpstream connection = await next.Connection();
        gone.Calls.ShouldBe(0);
        await accept;
        await harness.Return(connection, reusable: false);
        await harness.ExpectWholeRoom();
    }

    [Fact]
    public async Task A_connect_nobody_waits_for_any_more_is_kept()
    {
        using var harness = new LoopPoolHarness();
        Task<Socket> accept = harness.Replica.Accept();
        var gone = new FakeLease();
        await harness.Loops[0].Run(() =>
        {
            harness.Pools[0].Enqueue(gone).ShouldBeTrue();
            harness.Pools[0].Cancel(gone);
        });
        await accept;
        await harness.Becomes(idle: 1);
        gone.Calls.ShouldBe(0);
    }
}
