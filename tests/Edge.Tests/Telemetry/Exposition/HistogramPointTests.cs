using System.Diagnostics.Metrics;
using Edge.Telemetry.Exposition;

namespace Edge.Tests.Telemetry.Exposition;

/// <summary>Series that one thread writes to, many values at a time.</summary>
public sealed class HistogramPointTests : IDisposable
{
    private readonly Stage _stage = new();
    private readonly List<HistogramPoint> _waiting = [];
    private readonly Histogram<double> _histogram;

    public HistogramPointTests()
    {
        _histogram = _stage.Meter.CreateHistogram("wait", "s", "Waiting.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        _stage.Exposition.TakeOver(_histogram);
    }

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void What_is_recorded_is_seen_with_the_next_flush_and_counted_once()
    {
        HistogramPoint point = Point("a");
        point.Record(0.5);
        point.Record(0.75);
        point.Record(8);
        _waiting.ShouldBe([point]);
        _stage.Write(ExpositionFormat.Text).ShouldContain("wait_seconds_count{route=\"a\"} 0\n");
        point.Flush();
        point.Flush();
        string text = _stage.Write(ExpositionFormat.Text);
        text.ShouldContain("wait_seconds_bucket{route=\"a\",le=\"0.5\"} 1\n");
        text.ShouldContain("wait_seconds_bucket{route=\"a\",le=\"1\"} 2\n");
        text.ShouldContain("wait_seconds_bucket{route=\"a\",le=\"+Inf\"} 3\n");
        text.ShouldContain("wait_seconds_sum{route=\"a\"} 9.25\n");
        _waiting.Clear();
        point.Record(1);
        _waiting.ShouldBe([point]);
        point.Flush();
        _stage.Write(ExpositionFormat.Text).ShouldContain("wait_seconds_count{route=\"a\"} 4\n");
    }

    [Fact]
    public void An_exemplar_is_that_of_the_series_and_its_value_is_counted_with_the_others()
    {
        HistogramPoint point = Point("a");
        point.Record(0.5);
        using (new ExemplarScope(new SpanIdentity(1, 2)))
            point.Record(0.25);
        point.Flush();
        _stage.Write(ExpositionFormat.OpenMetrics)
            .ShouldContain("wait_seconds_bucket{route=\"a\",le=\"0.5\"} 2 # {trace_id=\"00000000000000000000000000000001\",span_id=\"0000000000000002\"} 0.25 ");
    }

    [Fact]
    public void What_one_point_recorded_stays_where_another_holds_the_series()
    {
        HistogramPoint point = Point("a"), other = Point("a");
        point.Record(0.5);
        point.Release();
        _stage.Write(ExpositionFormat.Text).ShouldContain("wait_seconds_count{route=\"a\"} 1\n");
        other.Record(0.5);
        _waiting.ForEach(waiting => waiting.Flush());
        _stage.Write(ExpositionFormat.Text).ShouldContain("wait_seconds_count{route=\"a\"} 2\n");
    }

    [Fact]
    public void Whoever_listens_to_the_instrument_hears_of_each_value_at_once()
    {
        var heard = new List<double>();
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => heard.Add(value));
        listener.EnableMeasurementEvents(_histogram);
        HistogramPoint point = Point("a");
        point.Record(0.5);
        point.Record(8);
        heard.ShouldBe([0.5, 8]);
    }

    private HistogramPoint Point(string route) => _stage.Exposition.Point(_histogram, Stage.Tags(("route", route)), _waiting);
}
