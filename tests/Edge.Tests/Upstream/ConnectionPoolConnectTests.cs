using Edge.Buffers;
using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

public class ConnectionPoolConnectTests
{
    [Theory]
    [InlineData(FaultKind.ConnectFailed)]
    [InlineData(FaultKind.ConnectTimeout)]
    [InlineData(FaultKind.NameResolution)]
    [InlineData(FaultKind.TlsFailed)]
    public async Task A_failed_connect_fails_its_waiter_with_the_reason(object fault)
    {
        var harness = new PoolHarness();
        FakeWaiter waiter = harness.Wait();

        await harness.Connector.Fail((FaultKind)fault);

        await PoolHarness.ShouldFail(waiter, (FaultKind)fault);
        harness.ShouldBe();
        harness.Pool.LastFailure.ShouldBe("as told");
    }

    [Fact]
    public async Task A_failure_fails_the_first_waiter_and_the_next_gets_a_connect_of_its_own()
    {
        var harness = new PoolHarness(maxConnections: 1);
        FakeWaiter first = harness.Wait(), second = harness.Wait();
        harness.ShouldBe(connecting: 1, waiting: 2);

        await harness.Connector.Fail(FaultKind.ConnectFailed);
        await PoolHarness.ShouldFail(first, FaultKind.ConnectFailed);
        second.IsTold.ShouldBeFalse();

        await harness.Connector.Succeed();
        await second.Connection();
        harness.ShouldBe(inUse: 1);
        harness.Pool.LastFailure.ShouldBeNull();
    }

    [Fact]
    public async Task A_failure_spares_a_waiter_that_another_connect_will_serve()
    {
        var harness = new PoolHarness();
        FakeWaiter gone = harness.Wait(), stays = harness.Wait();
        harness.Pool.Cancel(gone).ShouldBeTrue();

        await harness.Connector.Fail(FaultKind.ConnectFailed);
        await harness.Becomes(connecting: 1, waiting: 1);
        stays.IsTold.ShouldBeFalse();

        await harness.Connector.Succeed();
        await stays.Connection();
    }

    [Fact]
    public async Task The_connection_of_a_waiter_that_has_gone_is_kept()
    {
        var harness = new PoolHarness();
        FakeWaiter waiter = harness.Wait();
        harness.Pool.Cancel(waiter).ShouldBeTrue();

        UpstreamConnection made = await harness.Connector.Succeed();
        await harness.Becomes(idle: 1);

        harness.Pool.TryLease().ShouldBeSameAs(made);
        waiter.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_connect_under_way_that_nobody_waits_for_serves_the_next_who_comes()
    {
        var harness = new PoolHarness();
        harness.Pool.Cancel(harness.Wait()).ShouldBeTrue();

        FakeWaiter waiter = harness.Wait();
        await harness.Connector.Succeed();

        await waiter.Connection();
        harness.Connector.Begun.ShouldBe(1);
    }

    [Fact]
    public async Task Cancel_says_no_to_whoever_was_served_failed_or_never_waited()
    {
        var harness = new PoolHarness();
        FakeWaiter served = harness.Wait();
        await harness.Connector.Succeed();
        await served.Connection();
        FakeWaiter failed = harness.Wait();
        await harness.Connector.Fail(FaultKind.TlsFailed);
        await failed.Fault();

        harness.Pool.Cancel(served).ShouldBeFalse();
        harness.Pool.Cancel(failed).ShouldBeFalse();
        harness.Pool.Cancel(new FakeWaiter()).ShouldBeFalse();
    }

    [Fact]
    public async Task A_waiter_cancelled_in_the_queue_keeps_its_place_for_nobody()
    {
        var harness = new PoolHarness(maxConnections: 1);
        UpstreamConnection only = await harness.Lease();
        FakeWaiter first = harness.Wait(), second = harness.Wait(), third = harness.Wait();

        harness.Pool.Cancel(second).ShouldBeTrue();
        harness.Pool.Cancel(second).ShouldBeFalse();
        harness.Pool.Return(only, reusable: true);
        harness.Pool.Return(await first.Connection(), reusable: true);

        await third.Connection();
        second.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_connector_that_throws_fails_the_waiter_and_not_the_pool()
    {
        var pool = new ConnectionPool(PoolHarness.Endpoint, new PoolHarness().Limits, new ThrowingConnector(), new CoarseClock());
        var waiter = new FakeWaiter();
        pool.Enqueue(waiter).ShouldBeTrue();

        await PoolHarness.ShouldFail(waiter, FaultKind.Internal);
        pool.Connecting.ShouldBe(0);
    }

    [Fact]
    public async Task Callbacks_run_outside_the_lock()
    {
        var harness = new PoolHarness(maxConnections: 1);
        UpstreamConnection only = await harness.Lease();
        var waiter = new AskingWaiter(harness.Pool);
        harness.Pool.Enqueue(waiter).ShouldBeTrue();

        harness.Pool.Return(only, reusable: true);

        waiter.SawWaiting.ShouldBe(0);
    }

    private sealed class ThrowingConnector : IConnector
    {
        public ValueTask<ConnectOutcome> ConnectAsync(UpstreamEndpoint endpoint, CancellationToken ct) =>
            throw new NotSupportedException();
    }

    /// <summary>Asks the pool from another thread while it is being called: that hangs if the caller holds the lock.</summary>
    private sealed class AskingWaiter(ConnectionPool pool) : ILeaseWaiter
    {
        internal int? SawWaiting { get; private set; }

        public void Leased(UpstreamConnection connection)
        {
            var other = new Thread(() => SawWaiting = pool.Waiting);
            other.Start();
            other.Join(Until.Deadline).ShouldBeTrue();
        }

        public void LeaseFailed(FaultKind fault) => throw new InvalidOperationException();
    }
}
