using Edge.Faults;
using Edge.Telemetry.Traffic;

namespace Edge.Tests.Telemetry.Traffic;

/// <summary>What one thread records and others read.</summary>
public sealed class TrafficBookTests
{
    private static readonly FinishedRequest Fine = new(DateTimeOffset.UnixEpoch, "", "r", "d", "d@u", 200, FaultKind.None, 0.01);

    private readonly TrafficBook _book = new(mostNames: 4);

    [Fact]
    public void A_request_counts_for_its_router_its_member_and_its_replica()
    {
        _book.Record(Fine);
        _book.Record(Fine with { Deployment = "e", Replica = "e@u" });
        _book.Record(Fine with { Router = "" });
        RouterTraffic router = _book.Routers.ShouldHaveSingleItem().Value;
        router.Whole.Requests.ShouldBe(2);
        router.Members.ShouldBe(new Dictionary<string, long> { ["d"] = 1, ["e"] = 1 }, ignoreOrder: true);
        _book.Replicas.Select(one => (one.Key, one.Value.Requests)).ShouldBe([("d@u", 2), ("e@u", 1)], ignoreOrder: true);
        _book.Whole.Requests.ShouldBe(3);
        _book.Whole.FirstBytes.Quantile(1).ShouldBe(0.01);
    }

    [Theory]
    [InlineData(FaultKind.ClientGone, 499, FaultSide.Caller, "client_closed_request")]
    [InlineData(FaultKind.QueueFull, 503, FaultSide.Policy, "queue_full")]
    [InlineData(FaultKind.ConnectFailed, 502, FaultSide.Upstream, "connect_failed")]
    [InlineData(FaultKind.Internal, 500, FaultSide.Edge, "internal_error")]
    [InlineData(FaultKind.None, 503, FaultSide.Upstream, "503")]
    public void A_failure_is_of_the_side_of_its_fault(object fault, int status, object side, string reason)
    {
        _book.Record(Fine with { Id = "req_1", Fault = (FaultKind)fault, Status = status, FirstByte = -1 });
        _book.Whole.Failed[(FaultSide)side].ShouldBe(1);
        (_book.Whole.Failed.Caller + _book.Whole.Failed.Ours).ShouldBe(1);
        _book.Whole.FirstBytes.Quantile(1).ShouldBeNull();
        _book.Failures.ShouldBe([new RecentFailure(DateTimeOffset.UnixEpoch, "req_1", "r", "d@u", reason, (FaultSide)side, status)]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(429)]
    public void An_answer_that_is_no_error_of_the_server_is_no_failure(int status)
    {
        _book.Record(Fine with { Status = status });
        _book.Failures.ShouldBeEmpty();
        _book.Whole.Failed.Ours.ShouldBe(0);
    }

    [Fact]
    public void The_last_failures_are_kept_the_newest_first()
    {
        for (int i = 0; i < TrafficBook.MostFailures + 5; i++)
            _book.Record(Fine with { Id = $"{i}", Fault = FaultKind.Internal });
        _book.Failures.Select(failure => failure.Id).ShouldBe(Enumerable.Range(5, TrafficBook.MostFailures).Reverse().Select(i => $"{i}"));
    }

    [Fact]
    public void Names_are_bounded_and_those_without_requests_make_room()
    {
        for (int i = 0; i < 4; i++)
            _book.Record(Fine with { Router = $"old{i}" });
        for (int i = 0; i < 20; i++)
        {
            _book.Record(Fine with { Router = "old0" });
            _book.Record(Fine with { Router = "new" });
        }
        string[] names = [.. _book.Routers.Select(one => one.Key)];
        names.Length.ShouldBeLessThanOrEqualTo(4);
        names.ShouldContain("old0");
        names.ShouldContain("new");
        _book.Whole.Requests.ShouldBe(44);
    }

    [Fact]
    public void A_name_that_was_made_anew_is_the_same_name()
    {
        for (int i = 0; i < 100; i++)
            _book.Record(Fine with { Router = new string('r', 1), Deployment = new string('d', 1), Replica = string.Concat("d@", "u".ToUpperInvariant()) });
        RouterTraffic router = _book.Routers.ShouldHaveSingleItem().Value;
        router.Whole.Requests.ShouldBe(100);
        router.Members.ShouldBe(new Dictionary<string, long> { ["d"] = 100 });
        _book.Replicas.ShouldHaveSingleItem().Value.Requests.ShouldBe(100);
    }

    [Fact]
    public void A_name_that_made_room_begins_anew_when_it_comes_back()
    {
        string old = new('o', 3);
        _book.Record(Fine with { Router = old });
        for (int round = 0; round < 8; round++)
        {
            for (int i = 0; i < 4; i++)
                _book.Record(Fine with { Router = $"r{i}" });
        }
        _book.Routers.ShouldNotContain(one => one.Key == old);
        for (int i = 0; i < 20; i++)
            _book.Record(Fine with { Router = i % 2 == 0 ? old : "r0" });
        _book.Routers.Single(one => one.Key == old).Value.Whole.Requests.ShouldBeInRange(1, 10);
    }

    [Fact]
    public void Members_are_bounded()
    {
        for (int i = 0; i < RouterCount.MostMembers + 5; i++)
            _book.Record(Fine with { Deployment = $"d{i}" });
        _book.Routers.Single().Value.Members.Count.ShouldBe(RouterCount.MostMembers);
    }

    [Fact]
    public void What_did_not_change_is_the_same_object()
    {
        _book.Record(Fine);
        RouterTraffic router = _book.Routers.Single().Value;
        _book.Routers.Single().Value.ShouldBeSameAs(router);
        _book.Record(Fine);
        _book.Routers.Single().Value.Whole.Since(router.Whole).Requests.ShouldBe(1);
    }

    [Fact]
    public async Task Others_read_while_one_records()
    {
        using var over = new CancellationTokenSource();
        Task reader = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
            {
                foreach ((_, RouterTraffic router) in _book.Routers)
                    router.Members.Values.Sum().ShouldBeGreaterThanOrEqualTo(router.Whole.Requests);
                _book.Failures.Count.ShouldBeLessThanOrEqualTo(TrafficBook.MostFailures);
            }
        });
        for (int i = 0; i < 50_000; i++)
            _book.Record(Fine with { Router = $"r{i % 4}", Deployment = $"d{i % 8}", Fault = i % 3 == 0 ? FaultKind.Internal : FaultKind.None });
        await over.CancelAsync();
        await reader;
        _book.Whole.Requests.ShouldBe(50_000);
    }
}
