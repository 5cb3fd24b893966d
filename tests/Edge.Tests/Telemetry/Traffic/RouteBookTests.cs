using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Edge.Telemetry.Exposition;
using Edge.Telemetry.Records;
using Edge.Telemetry.Traffic;

namespace Edge.Tests.Telemetry.Traffic;

/// <summary>Replicas that come and go must not use up the room of those that stay.</summary>
public sealed class RouteBookTests : IDisposable
{
    private readonly Meter _meter = new("test");
    private readonly MetricsExposition _exposition;
    private readonly RouteBook _book;

    public RouteBookTests()
    {
        _exposition = new MetricsExposition(meter => meter == _meter, TimeProvider.System, new ExpositionLimits());
        var instruments = new TrafficInstruments(_meter, _exposition);
        _book = new RouteBook(key => new RouteTraffic(key, new RouteHistograms(instruments, key)), maxRoutes: 4);
    }

    public void Dispose()
    {
        _exposition.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Sums_never_fall_while_replicas_come_and_go()
    {
        long before = 0;
        for (int i = 0; i < 200; i++)
        {
            Count("r", "d", $"http://10.0.0.{i}/");
            long sum = _book.All.Where(route => route.Key.Deployment == "d").Sum(route => route.Answered);
            sum.ShouldBeGreaterThanOrEqualTo(before);
            before = sum;
            _book.All.Count.ShouldBeLessThanOrEqualTo(6);
        }
        _book.All.Sum(route => route.Answered).ShouldBe(200);
        _book.All.Single(route => route.Key.Replica == RouteBook.Departed).Answered.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_new_replica_finds_room_when_others_have_no_traffic_any_more()
    {
        for (int i = 0; i < 4; i++)
            Count("r", "d", $"http://10.0.0.{i}/");
        for (int i = 0; i < 20; i++)
            Count("r", "d", "http://10.0.0.9/");
        _book.All.ShouldContain(route => route.Key.Replica == "http://10.0.0.9/");
    }

    [Fact]
    public void What_finds_no_room_is_counted_as_one()
    {
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 6; i++)
                Count("r", "d", $"http://10.0.0.{i}/");
        }
        _book.All.Sum(route => route.Answered).ShouldBe(18);
        _book.All.Single(route => route.Key.Router == "other").Answered.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void The_series_of_a_forgotten_replica_are_gone()
    {
        for (int i = 0; i < 50; i++)
            Count("r", "d", $"http://10.0.0.{i}:80/");
        for (int i = 0; i < 20; i++)
            Count("r", "d", "http://10.0.0.99:80/");
        var output = new ArrayBufferWriter<byte>();
        _exposition.Write(output, ExpositionFormat.Text);
        string text = Encoding.UTF8.GetString(output.WrittenSpan);
        text.ShouldNotContain("server_address=\"10.0.0.1\"");
        text.ShouldContain("server_address=\"10.0.0.99\"");
    }

    private void Count(string router, string deployment, string replica)
    {
        var record = new RequestRecord { Router = router, Deployment = deployment, Replica = replica, Operation = CallOperation.Chat, Status = 200, Attempts = 1, HasAttempt = true };
        RouteTraffic route = _book.Of(in record);
        route.CountRequest(in record);
        route.Histograms.Attempt(in record, 0.1);
    }
}
