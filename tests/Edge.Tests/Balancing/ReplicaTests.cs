using System.Runtime.CompilerServices;
using Edge.Balancing;
using Edge.Buffers;
using Edge.Tests.Upstream;
using Edge.Upstream;

namespace Edge.Tests.Balancing;

public class ReplicaTests
{
    private readonly Replica _replica = new(
        "accounts/a/deployments/d", "http://r/",
        new ConnectionPool(PoolHarness.Endpoint, new PoolHarness().Limits, new FakeConnector(), new CoarseClock()), new ComparedReplicas(),
        new HealthBoard(new CoarseClock()), new ReplicaGroup());

    [Fact]
    public void Requests_begun_and_not_ended_are_outstanding()
    {
        _replica.Begin();
        _replica.Begin();
        _replica.End();

        _replica.Outstanding.ShouldBe(1);
    }

    [Fact]
    public void A_request_chosen_by_an_old_count_is_not_begun()
    {
        _replica.Begin();

        _replica.TryBegin(0).ShouldBeFalse();
        _replica.Outstanding.ShouldBe(1);
        _replica.TryBegin(1).ShouldBeTrue();
        _replica.Outstanding.ShouldBe(2);
    }

    [Fact]
    public void Its_count_has_cache_lines_of_its_own() => Unsafe.SizeOf<PaddedCount>().ShouldBe(256);
}
