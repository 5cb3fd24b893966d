using System.Net.Sockets;
using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

/// <summary>The limits of a replica hold for all loops and for Kestrel together, and nobody starves.</summary>
public sealed class LoopPoolLimitTests
{
    [Fact]
    public async Task A_loop_waits_until_another_one_gives_its_connection_up()
    {
        using var harness = new LoopPoolHarness(maxConnections: 1);
        (LoopUpstream connection, _, Socket peer) = await harness.Lease(loop: 0);
        FakeLease other = await harness.Ask(loop: 1);
        await harness.Becomes(inUse: 1, waiting: 1);
        Task<Socket> accept = harness.Replica.Accept();
        await harness.Return(connection, loop: 0);
        peer.Receive(new byte[1]).ShouldBe(0);
        LoopUpstream made = await other.Connection();
        await accept;
        await harness.Return(made, loop: 1, reusable: false);
        await harness.ExpectWholeRoom();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task An_idle_connection_of_one_loop_makes_room_for_another(int maxQueue)
    {
        using var harness = new LoopPoolHarness(maxConnections: 1, maxQueue);
        (LoopUpstream connection, _, _) = await harness.Lease(loop: 0);
        await harness.Return(connection, loop: 0);
        (LoopUpstream made, _, _) = await harness.Lease(loop: 1);
        harness.Books.Idle.ShouldBe(0);
        await harness.Return(made, loop: 1, reusable: false);
        await harness.ExpectWholeRoom();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task An_idle_connection_of_a_loop_makes_room_for_Kestrel_and_the_other_way_round(int maxQueue)
    {
        using var harness = new LoopPoolHarness(maxConnections: 1, maxQueue);
        (LoopUpstream connection, _, _) = await harness.Lease(loop: 0);
        await harness.Return(connection, loop: 0);
        var waiter = new FakeWaiter();
        harness.Books.Enqueue(waiter).ShouldBeTrue();
        await harness.Connector.Succeed();
        harness.Books.Return(await waiter.Connection(), reusable: true);
        await harness.Becomes(idle: 1);
        (LoopUpstream made, _, _) = await harness.Lease(loop: 1);
        harness.Books.Idle.ShouldBe(0);
        await harness.Return(made, loop: 1, reusable: false);
        await harness.ExpectWholeRoom();
    }

    [Fact]
    public async Task Whoever_waits_longest_is_served_first_on_whichever_loop()
    {
        using var harness = new LoopPoolHarness(maxConnections: 1);
        (LoopUpstream connection, _, _) = await harness.Lease(loop: 0);
        FakeLease first = await harness.Ask(loop: 1);
        await harness.Pass(100);
        FakeLease second = await harness.Ask(loop: 0);
        Task<Socket> accept = harness.Replica.Accept();
        await harness.Return(connection, loop: 0);
        LoopUpstream made = await first.Connection();
        second.Calls.ShouldBe(0);
        await accept;
        accept = harness.Replica.Accept();
        await harness.Return(made, loop: 1);
        made = await second.Connection();
        await accept;
        await harness.Return(made, loop: 0, reusable: false);
        await harness.ExpectWholeRoom();
    }

    [Fact]
    public async Task A_loop_that_waits_longer_goes_before_Kestrel()
    {
        using var harness = new LoopPoolHarness(maxConnections: 1);
        var leased = new FakeWaiter();
        harness.Books.Enqueue(leased).ShouldBeTrue();
        await harness.Connector.Succeed();
        FakeLease first = await harness.Ask(loop: 1);
        await harness.Pass(100);
        var second = new FakeWaiter();
        harness.Books.Enqueue(second).ShouldBeTrue();
        Task<Socket> accept = harness.Replica.Accept();
        harness.Books.Return(await leased.Connection(), reusable: true);
        LoopUpstream made = await first.Connection();
        second.Calls.ShouldBe(0);
        await accept;
        await harness.Return(made, loop: 1);
        await harness.Connector.Succeed();
        harness.Books.Return(await second.Connection(), reusable: false);
        await harness.ExpectWholeRoom();
    }

    [Fact]
    public async Task The_queue_has_its_limit_and_its_time()
    {
        using var harness = new LoopPoolHarness(maxConnections: 1, maxQueue: 2);
        (LoopUpstream connection, _, _) = await harness.Lease(loop: 0);
        FakeLease first = await harness.Ask(loop: 0);
        await harness.Pass(600);
        FakeLease second = await harness.Ask(loop: 1);
        (await harness.Loops[1].Run(() => harness.Pools[1].Enqueue(new FakeLease()))).ShouldBeFalse();
        harness.Books.Enqueue(new FakeWaiter()).ShouldBeFalse();
        await harness.Pass(500);
        (await first.Fault()).ShouldBe(FaultKind.QueueTimeout);
        second.Calls.ShouldBe(0);
        await harness.Pass(600);
        (await second.Fault()).ShouldBe(FaultKind.QueueTimeout);
        await harness.Return(connection, reusable: false);
        await harness.ExpectWholeRoom();
    }

    [Fact]
    public async Task Whoever_stops_waiting_leaves_its_place_to_others()
    {
        using var harness = new LoopPoolHarness(maxConnections: 1, maxQueue: 1);
        (LoopUpstream connection, _, _) = await harness.Lease(loop: 0);
        FakeLease gone = await harness.Ask(loop: 1);
        await harness.Loops[1].Run(() => harness.Pools[1].Cancel(gone));
        FakeLease waiter = await harness.Ask(loop: 0);
        await harness.Return(connection);
        (await waiter.Connection()).ShouldBeSameAs(connection);
        gone.Calls.ShouldBe(0);
        await harness.Return(connection);
        await harness.Becomes(idle: 1);
    }

    [Fact]
    public async Task A_change_of_settings_closes_what_is_idle_and_what_comes_back()
    {
        using var harness = new LoopPoolHarness();
        (LoopUpstream idle, _, Socket peer) = await harness.Lease();
        (LoopUpstream used, _, _) = await harness.Lease();
        await harness.Return(idle);
        harness.Books.Configure(harness.Endpoint with { TlsHost = "another" }, harness.Limits);
        peer.Receive(new byte[1]).ShouldBe(0);
        await harness.Becomes(inUse: 1);
        await harness.Return(used);
        await harness.ExpectWholeRoom();
    }

    [Fact]
    public async Task A_retired_pool_keeps_nothing_and_still_serves()
    {
        using var harness = new LoopPoolHarness();
        (LoopUpstream idle, _, Socket peer) = await harness.Lease(loop: 0);
        (LoopUpstream used, _, _) = await harness.Lease(loop: 1);
        await harness.Return(idle, loop: 0);
        harness.Books.Retire();
        peer.Receive(new byte[1]).ShouldBe(0);
        await harness.Return(used, loop: 1);
        await harness.Becomes();
        (LoopUpstream late, _, _) = await harness.Lease(loop: 0);
        await harness.Return(late, loop: 0);
        await harness.ExpectWholeRoom();
    }

    [Fact]
    public async Task A_lower_limit_closes_what_is_too_many()
    {
        using var harness = new LoopPoolHarness();
        (LoopUpstream first, _, _) = await harness.Lease(loop: 0);
        (LoopUpstream second, _, _) = await harness.Lease(loop: 1);
        await harness.Return(first, loop: 0);
        await harness.Return(second, loop: 1);
        await harness.Becomes(idle: 2);
        harness.Books.Configure(harness.Endpoint, harness.Limits with { MaxConnections = 1 });
        await Until.True(() => harness.Books.Idle <= 1);
    }
}
