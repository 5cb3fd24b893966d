using Edge.Faults;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

public class ConnectionPoolConfigureTests
{
    private static readonly UpstreamEndpoint Elsewhere = PoolHarness.Endpoint with { CaPath = "other.pem" };

    [Fact]
    public async Task A_retired_pool_closes_idle_connections_now_and_used_ones_when_they_return()
    {
        var harness = new PoolHarness();
        UpstreamConnection used = await harness.Lease();
        harness.Pool.Return(await harness.Lease(), reusable: true);

        harness.Pool.Retire();
        harness.ShouldBe(inUse: 1);
        harness.Connector.Streams.Select(stream => stream.IsClosed).ShouldBe([false, true]);

        harness.Pool.Return(used, reusable: true);
        harness.ShouldBe();
        harness.Connector.Streams.ShouldAllBe(stream => stream.IsClosed);
    }

    [Fact]
    public async Task A_retired_pool_still_serves_whoever_waits_and_whoever_comes_late()
    {
        var harness = new PoolHarness();
        FakeWaiter waiting = harness.Wait();
        harness.Pool.Retire();
        await harness.Connector.Succeed();
        UpstreamConnection first = await waiting.Connection();

        FakeWaiter late = harness.Wait();
        await harness.Connector.Succeed();
        harness.Pool.Return(await late.Connection(), reusable: true);
        harness.Pool.Return(first, reusable: true);

        harness.ShouldBe();
        harness.Connector.Streams.ShouldAllBe(stream => stream.IsClosed);
    }

    [Fact]
    public async Task A_connect_that_nobody_waits_for_is_given_up_on_retirement()
    {
        var harness = new PoolHarness();
        harness.Pool.Cancel(harness.Wait()).ShouldBeTrue();
        FakeConnector.Attempt attempt = await harness.Connector.Next();

        harness.Pool.Retire();
        attempt.Token.IsCancellationRequested.ShouldBeTrue();

        attempt.Outcome.SetResult(new ConnectOutcome(harness.Connector.Connection()));
        await harness.Becomes();
        await Until.True(() => harness.Connector.Streams.All(stream => stream.IsClosed));
    }

    [Fact]
    public async Task A_pool_configured_again_is_back_in_service()
    {
        var harness = new PoolHarness();
        harness.Pool.Retire();
        harness.Pool.Configure(PoolHarness.Endpoint, harness.Limits);

        harness.Pool.Return(await harness.Lease(), reusable: true);

        harness.ShouldBe(idle: 1);
    }

    [Fact]
    public async Task Connections_that_would_be_made_differently_now_are_not_used_again()
    {
        var harness = new PoolHarness();
        UpstreamConnection used = await harness.Lease();
        harness.Pool.Return(await harness.Lease(), reusable: true);

        harness.Pool.Configure(Elsewhere, harness.Limits);
        harness.ShouldBe(inUse: 1);
        harness.Pool.Return(used, reusable: true);

        harness.ShouldBe();
        harness.Connector.Streams.ShouldAllBe(stream => stream.IsClosed);
    }

    [Fact]
    public async Task Connects_to_what_is_over_are_given_up_and_begun_anew_for_whoever_waits()
    {
        var harness = new PoolHarness();
        FakeWaiter waiter = harness.Wait();
        FakeConnector.Attempt over = await harness.Connector.Next();

        harness.Pool.Configure(Elsewhere, harness.Limits);
        over.Token.IsCancellationRequested.ShouldBeTrue();
        over.Outcome.SetResult(new ConnectOutcome(FaultKind.ConnectTimeout, "given up"));

        FakeConnector.Attempt anew = await harness.Connector.Next();
        waiter.IsTold.ShouldBeFalse();
        anew.Endpoint.ShouldBe(Elsewhere);
        anew.Outcome.SetResult(new ConnectOutcome(harness.Connector.Connection()));
        await waiter.Connection();
        harness.Pool.LastFailure.ShouldBeNull();
    }

    [Fact]
    public async Task Another_connect_timeout_alone_keeps_connections_and_goes_for_the_next_connect()
    {
        var harness = new PoolHarness();
        UpstreamEndpoint patient = PoolHarness.Endpoint with { ConnectTimeout = TimeSpan.FromMinutes(1) };
        UpstreamConnection[] idle = await harness.Fill(1);

        harness.Pool.Configure(patient, harness.Limits);

        harness.Pool.TryLease().ShouldBeSameAs(idle[0]);
        harness.Wait();
        (await harness.Connector.Next()).Endpoint.ShouldBe(patient);
    }

    [Fact]
    public async Task A_lower_limit_closes_idle_connections_and_then_returning_ones()
    {
        var harness = new PoolHarness();
        UpstreamConnection first = await harness.Lease(), second = await harness.Lease();
        harness.Pool.Return(await harness.Lease(), reusable: true);

        harness.Pool.Configure(PoolHarness.Endpoint, harness.Limits with { MaxConnections = 1 });
        harness.ShouldBe(inUse: 2);
        harness.Pool.Return(first, reusable: true);
        harness.ShouldBe(inUse: 1);
        harness.Pool.Return(second, reusable: true);
        harness.ShouldBe(idle: 1);
    }

    [Fact]
    public async Task A_higher_limit_begins_connects_for_whoever_waits()
    {
        var harness = new PoolHarness(maxConnections: 1);
        await harness.Lease();
        FakeWaiter waiter = harness.Wait();
        harness.ShouldBe(inUse: 1, waiting: 1);

        harness.Pool.Configure(PoolHarness.Endpoint, harness.Limits with { MaxConnections = 2 });
        await harness.Connector.Succeed();

        await waiter.Connection();
    }
}
