using System.Diagnostics.Metrics;
using Edge.Telemetry.Exposition;
using Edge.Telemetry.Otlp;
using Edge.Tests.Telemetry.Exposition;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using static Edge.Tests.Telemetry.Exposition.Stage;
using Exemplar = OpenTelemetry.Proto.Metrics.V1.Exemplar;

namespace Edge.Tests.Telemetry.Otlp;

/// <summary>What receivers are told of instruments, read by the official definitions.</summary>
public sealed class MetricsMessageTests : IDisposable
{
    private const ulong Began = 1_700_000_000_250_000_000;
    private readonly Stage _stage = new(seriesPerInstrument: 3);

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void Each_kind_of_instrument_is_told_as_what_it_is_under_its_own_name()
    {
        Meter meter = _stage.Meter;
        meter.CreateCounter<long>("edge.some.counts", "{request}", "What is counted.").Add(3, Tags(("a", "x"), ("n", 7), ("t", true), ("d", 1.5), ("none", null)));
        meter.CreateCounter<double>("edge.some.cost", "{dollar}").Add(0.25);
        meter.CreateUpDownCounter<int>("edge.some.open").Add(-2);
        meter.CreateGauge<double>("edge.some.share", "1").Record(0.5);
        meter.CreateObservableGauge("edge.some.now", () => 4L);
        meter.CreateObservableCounter("edge.some.total", () => 9L);
        meter.CreateHistogram("edge.some.time", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] }).Record(0.5);
        meter.CreateCounter<long>("edge.some.silent");
        MetricsMessage message = Message();
        _stage.Time.Advance(TimeSpan.FromSeconds(1));

        ResourceMetrics all = Read(message);
        all.Resource.Attributes.ShouldBe([new KeyValue { Key = "service.name", Value = new AnyValue { StringValue = "here" } }]);
        Dictionary<string, Metric> metrics = Of(all);
        metrics.Keys.ShouldBe(["edge.some.counts", "edge.some.cost", "edge.some.open", "edge.some.share", "edge.some.now", "edge.some.total", "edge.some.time"], ignoreOrder: true);
        Metric counts = metrics["edge.some.counts"];
        (counts.Unit, counts.Description).ShouldBe(("{request}", "What is counted."));
        (counts.Sum.IsMonotonic, counts.Sum.AggregationTemporality).ShouldBe((true, AggregationTemporality.Cumulative));
        NumberDataPoint point = counts.Sum.DataPoints.ShouldHaveSingleItem();
        (point.AsInt, point.StartTimeUnixNano, point.TimeUnixNano).ShouldBe((3, Began, Began + 1_000_000_000));
        point.Attributes.ToDictionary(one => one.Key, one => one.Value).ShouldBe(
            new Dictionary<string, AnyValue>
            {
                ["a"] = new() { StringValue = "x" },
                ["n"] = new() { IntValue = 7 },
                ["t"] = new() { BoolValue = true },
                ["d"] = new() { DoubleValue = 1.5 },
            },
            ignoreOrder: true);
        metrics["edge.some.cost"].Sum.DataPoints.Single().AsDouble.ShouldBe(0.25);
        (metrics["edge.some.open"].Sum.IsMonotonic, metrics["edge.some.open"].Sum.DataPoints.Single().AsInt).ShouldBe((false, -2));
        metrics["edge.some.share"].Gauge.DataPoints.Single().AsDouble.ShouldBe(0.5);
        metrics["edge.some.now"].Gauge.DataPoints.Single().AsInt.ShouldBe(4);
        (metrics["edge.some.total"].Sum.IsMonotonic, metrics["edge.some.total"].Sum.DataPoints.Single().AsInt).ShouldBe((true, 9));
        HistogramDataPoint time = metrics["edge.some.time"].Histogram.DataPoints.Single();
        (time.Count, time.Sum).ShouldBe((1UL, 0.5));
        time.BucketCounts.ShouldBe([0UL, 1, 0]);
        time.ExplicitBounds.ShouldBe([0.1, 1]);
    }

    [Theory]
    [InlineData(null, 5, 9, 3)]
    [InlineData("cumulative", 5, 9, 3)]
    [InlineData("Delta", 2, 1, 1)]
    [InlineData("LOWMEMORY", 2, 9, 1)]
    public void A_second_message_tells_all_or_what_is_new(string? preference, long counted, long observed, ulong timed)
    {
        MetricsMessage message = Message(Temporalities.Of(preference));
        Counter<long> counter = _stage.Meter.CreateCounter<long>("edge.c");
        UpDownCounter<long> open = _stage.Meter.CreateUpDownCounter<long>("edge.u");
        Histogram<double> histogram = _stage.Meter.CreateHistogram("edge.h", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [1] });
        long total = 8;
        _stage.Meter.CreateObservableCounter("edge.o", () => total);
        counter.Add(3);
        open.Add(4);
        histogram.Record(0.5);
        histogram.Record(2);
        _stage.Time.Advance(TimeSpan.FromSeconds(1));
        Read(message);
        counter.Add(2);
        open.Add(1);
        histogram.Record(0.25);
        total = 9;
        _stage.Time.Advance(TimeSpan.FromSeconds(1));

        Dictionary<string, Metric> metrics = Of(Read(message));
        NumberDataPoint count = metrics["edge.c"].Sum.DataPoints.Single();
        count.AsInt.ShouldBe(counted);
        bool isDelta = counted == 2;
        metrics["edge.c"].Sum.AggregationTemporality.ShouldBe(isDelta ? AggregationTemporality.Delta : AggregationTemporality.Cumulative);
        (count.StartTimeUnixNano, count.TimeUnixNano).ShouldBe((isDelta ? Began + 1_000_000_000 : Began, Began + 2_000_000_000));
        metrics["edge.o"].Sum.DataPoints.Single().AsInt.ShouldBe(observed);
        metrics["edge.u"].Sum.DataPoints.Single().AsInt.ShouldBe(5);
        metrics["edge.u"].Sum.AggregationTemporality.ShouldBe(AggregationTemporality.Cumulative);
        HistogramDataPoint time = metrics["edge.h"].Histogram.DataPoints.Single();
        (time.Count, time.Sum).ShouldBe((timed, isDelta ? 0.25 : 2.75));
        time.BucketCounts.ShouldBe([isDelta ? 1UL : 2, isDelta ? 0UL : 1]);
    }

    [Fact]
    public void Sets_of_labels_that_find_no_room_are_one_that_says_other()
    {
        Counter<long> counter = _stage.Meter.CreateCounter<long>("edge.c");
        for (int i = 0; i < 5; i++)
            counter.Add(1, Tags(("i", i)));

        Of(Read(Message()))["edge.c"].Sum.DataPoints.Select(point => (point.Attributes.Single().Value, point.AsInt)).ShouldBe(
            [(new AnyValue { IntValue = 0 }, 1), (new AnyValue { IntValue = 1 }, 1), (new AnyValue { IntValue = 2 }, 1), (new AnyValue { StringValue = "other" }, 2)],
            ignoreOrder: true);
    }

    [Fact]
    public void An_exemplar_leads_to_its_trace_and_is_told_of_what_is_new_alone()
    {
        MetricsMessage message = Message(Temporality.Delta);
        Histogram<double> histogram = _stage.Meter.CreateHistogram<double>("edge.h", "s");
        _stage.Time.Advance(TimeSpan.FromSeconds(1));
        using (new ExemplarScope(new SpanIdentity(1, 2)))
            histogram.Record(0.5);
        _stage.Time.Advance(TimeSpan.FromSeconds(1));

        Exemplar exemplar = Of(Read(message))["edge.h"].Histogram.DataPoints.Single().Exemplars.ShouldHaveSingleItem();
        (Convert.ToHexStringLower(exemplar.TraceId.Span), Convert.ToHexStringLower(exemplar.SpanId.Span)).ShouldBe(("00000000000000000000000000000001", "0000000000000002"));
        (exemplar.AsDouble, exemplar.TimeUnixNano).ShouldBe((0.5, Began + 1_000_000_000));
        histogram.Record(0.5);
        Of(Read(message))["edge.h"].Histogram.DataPoints.Single().Exemplars.ShouldBeEmpty();
    }

    [Fact]
    public void A_histogram_of_what_may_be_negative_has_no_sum()
    {
        _stage.Meter.CreateHistogram("edge.h", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [-1, 1] }).Record(-0.5);

        HistogramDataPoint point = Of(Read(Message()))["edge.h"].Histogram.DataPoints.Single();
        (point.HasSum, point.Count).ShouldBe((false, 1UL));
    }

    private MetricsMessage Message(Temporality temporality = Temporality.Cumulative) =>
        new(Tags(("service.name", "here")), _stage.Time.GetUtcNow(), temporality, _stage.Time);

    private ResourceMetrics Read(MetricsMessage message) =>
        ExportMetricsServiceRequest.Parser.ParseFrom(message.Write(_stage.Exposition).Span).ResourceMetrics.ShouldHaveSingleItem();

    private static Dictionary<string, Metric> Of(ResourceMetrics all) =>
        all.ScopeMetrics.Single(scope => scope.Scope.Name == "test").Metrics.ToDictionary(metric => metric.Name);
}
