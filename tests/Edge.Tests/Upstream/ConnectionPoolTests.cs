using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

public class ConnectionPoolTests
{
    [Fact]
    public void An_empty_pool_leases_nothing() => new PoolHarness().Pool.TryLease().ShouldBeNull();

    [Fact]
    public async Task A_waiter_gets_the_connection_that_was_made_for_it()
    {
        var harness = new PoolHarness();
        FakeWaiter waiter = harness.Wait();
        harness.ShouldBe(connecting: 1, waiting: 1);

        UpstreamConnection made = await harness.Connector.Succeed();

        (await waiter.Connection()).ShouldBeSameAs(made);
        made.IsReused.ShouldBeFalse();
        harness.ShouldBe(inUse: 1);
    }

    [Fact]
    public async Task A_returned_connection_is_leased_again_and_says_that_it_was_used()
    {
        var harness = new PoolHarness();
        UpstreamConnection made = await harness.Lease();

        harness.Pool.Return(made, reusable: true);
        harness.ShouldBe(idle: 1);

        harness.Pool.TryLease().ShouldBeSameAs(made);
        made.IsReused.ShouldBeTrue();
        harness.ShouldBe(inUse: 1);
    }

    [Fact]
    public async Task The_one_returned_last_is_leased_first()
    {
        var harness = new PoolHarness();
        UpstreamConnection[] idle = await harness.Fill(3);

        harness.Pool.TryLease().ShouldBeSameAs(idle[2]);
        harness.Pool.TryLease().ShouldBeSameAs(idle[1]);
        harness.Pool.TryLease().ShouldBeSameAs(idle[0]);
        harness.Pool.TryLease().ShouldBeNull();
    }

    [Fact]
    public async Task One_that_is_not_reusable_is_closed()
    {
        var harness = new PoolHarness();
        harness.Pool.Return(await harness.Lease(), reusable: false);

        harness.ShouldBe();
        harness.Connector.Streams.ShouldAllBe(stream => stream.IsClosed);
    }

    [Fact]
    public async Task One_that_was_aborted_is_not_kept_whatever_its_owner_says()
    {
        var harness = new PoolHarness();
        UpstreamConnection connection = await harness.Lease();
        connection.Abort();

        harness.Pool.Return(connection, reusable: true);

        harness.ShouldBe();
    }

    [Fact]
    public async Task Idle_ones_that_are_dead_are_skipped()
    {
        var harness = new PoolHarness();
        UpstreamConnection[] idle = await harness.Fill(3);
        idle[2].Abort();
        idle[1].Abort();

        harness.Pool.TryLease().ShouldBeSameAs(idle[0]);
        harness.ShouldBe(inUse: 1);
    }

    [Fact]
    public async Task A_connection_cannot_be_returned_twice_nor_to_another_pool()
    {
        var harness = new PoolHarness();
        UpstreamConnection connection = await harness.Lease();
        Should.Throw<InvalidOperationException>(() => new PoolHarness().Pool.Return(connection, reusable: true));

        harness.Pool.Return(connection, reusable: true);

        Should.Throw<InvalidOperationException>(() => harness.Pool.Return(connection, reusable: true));
        harness.ShouldBe(idle: 1);
    }

    [Fact]
    public async Task At_the_limit_waiters_are_served_in_order_by_returns()
    {
        var harness = new PoolHarness(maxConnections: 1);
        UpstreamConnection only = await harness.Lease();
        FakeWaiter first = harness.Wait(), second = harness.Wait();
        harness.ShouldBe(inUse: 1, waiting: 2);

        harness.Pool.Return(only, reusable: true);
        (await first.Connection()).ShouldBeSameAs(only);
        only.IsReused.ShouldBeTrue();
        second.IsTold.ShouldBeFalse();

        harness.Pool.Return(only, reusable: true);
        (await second.Connection()).ShouldBeSameAs(only);
        harness.Connector.Begun.ShouldBe(1);
    }

    [Fact]
    public async Task A_closed_connection_makes_room_for_a_connect()
    {
        var harness = new PoolHarness(maxConnections: 1);
        UpstreamConnection only = await harness.Lease();
        FakeWaiter waiter = harness.Wait();

        harness.Pool.Return(only, reusable: false);
        harness.ShouldBe(connecting: 1, waiting: 1);
        UpstreamConnection next = await harness.Connector.Succeed();

        (await waiter.Connection()).ShouldBeSameAs(next);
    }

    [Fact]
    public async Task A_return_serves_the_first_waiter_and_the_connect_made_for_it_serves_the_next()
    {
        var harness = new PoolHarness(maxConnections: 3);
        UpstreamConnection used = await harness.Lease();
        FakeWaiter first = harness.Wait(), second = harness.Wait();
        harness.ShouldBe(inUse: 1, connecting: 2, waiting: 2);

        harness.Pool.Return(used, reusable: true);
        (await first.Connection()).ShouldBeSameAs(used);

        UpstreamConnection made = await harness.Connector.Succeed();
        (await second.Connection()).ShouldBeSameAs(made);
        await harness.Connector.Succeed();
        await harness.Becomes(idle: 1, inUse: 2);
    }

    [Fact]
    public async Task A_full_queue_refuses()
    {
        var harness = new PoolHarness(maxConnections: 1, maxQueue: 2);
        await harness.Lease();
        harness.Wait();
        harness.Wait();

        var refused = new FakeWaiter();
        harness.Pool.Enqueue(refused).ShouldBeFalse();

        harness.ShouldBe(inUse: 1, waiting: 2);
        refused.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_queue_a_connect_may_still_be_waited_for()
    {
        var harness = new PoolHarness(maxConnections: 2, maxQueue: 0);
        FakeWaiter first = harness.Wait(), second = harness.Wait();
        harness.Pool.Enqueue(new FakeWaiter()).ShouldBeFalse();

        await harness.Connector.Succeed();
        await harness.Connector.Succeed();

        await first.Connection();
        await second.Connection();
        harness.Pool.Enqueue(new FakeWaiter()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_waiter_that_waits_too_long_is_told_so()
    {
        var harness = new PoolHarness(maxConnections: 1);
        await harness.Lease();
        FakeWaiter early = harness.Wait();
        harness.Advance(600);
        FakeWaiter late = harness.Wait();

        harness.Advance(399);
        early.IsTold.ShouldBeFalse();
        harness.Advance(1);

        await PoolHarness.ShouldFail(early, FaultKind.QueueTimeout);
        late.IsTold.ShouldBeFalse();
        harness.ShouldBe(inUse: 1, waiting: 1);
    }

    [Fact]
    public async Task Idle_connections_are_closed_after_the_limit_the_oldest_first()
    {
        var harness = new PoolHarness();
        UpstreamConnection old = await harness.Lease(), recent = await harness.Lease();
        harness.Pool.Return(old, reusable: true);
        harness.Advance(3_000);
        harness.Pool.Return(recent, reusable: true);

        harness.Advance(1_999);
        harness.ShouldBe(idle: 2);
        harness.Advance(1);

        harness.ShouldBe(idle: 1);
        harness.Connector.Streams.Select(stream => stream.IsClosed).ShouldBe([true, false]);
        harness.Pool.TryLease().ShouldBeSameAs(recent);
    }

    [Fact]
    public async Task A_sweep_closes_what_the_peer_has_closed()
    {
        var harness = new PoolHarness(maxConnections: 80);
        UpstreamConnection[] idle = await harness.Fill(80);
        for (int i = 0; i < idle.Length; i += 2)
            idle[i].Abort();

        for (int i = 0; i < 4; i++)
            harness.Pool.Sweep();

        harness.ShouldBe(idle: 40);
    }
}
