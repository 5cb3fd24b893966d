using Edge.Faults;
using Edge.Telemetry.Records;
using Edge.Telemetry.Traffic;
using Edge.Tests.Telemetry.Records;

namespace Edge.Tests.Telemetry.Traffic;

public sealed class TrafficSinkTests
{
    private readonly TrafficBook _book = new();
    private readonly TrafficSink _sink;

    public TrafficSinkTests() => _sink = new TrafficSink(_book, new RecordClock(new StepTime()));

    [Fact]
    public void A_record_is_counted_by_the_names_that_replicas_have()
    {
        _sink.Take(Answered());
        _sink.Take(Answered());
        _book.Routers.ShouldHaveSingleItem().Key.ShouldBe("r");
        (string name, TrafficFigures figures) = _book.Replicas.ShouldHaveSingleItem();
        (name, figures.Requests).ShouldBe(("d@http://a", 2));
        _book.Failures.ShouldBeEmpty();
    }

    [Fact]
    public void A_failure_is_kept_with_its_id_and_reason()
    {
        RequestRecord record = Answered() with { Fault = FaultKind.ConnectFailed, Status = 502, FirstByte = 0 };
        record.RequestId.Set("req-1"u8);
        _sink.Take(in record);
        RecentFailure failure = _book.Failures.ShouldHaveSingleItem();
        (failure.Id, failure.Router, failure.Replica, failure.Reason, failure.Status).ShouldBe(("req-1", "r", "d@http://a", "connect_failed", 502));
    }

    [Fact]
    public void An_attempt_that_another_followed_is_no_request()
    {
        _sink.Take(Answered() with { IsAttempt = true });
        _book.Whole.Requests.ShouldBe(0);
    }

    private static RequestRecord Answered() => new()
    {
        Began = 1,
        FirstByte = 11,
        Ended = 21,
        Router = "r",
        Deployment = "d",
        Replica = "http://a",
        Status = 200,
    };
}
