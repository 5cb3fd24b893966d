using System.Diagnostics.Metrics;
using Edge.Telemetry.Exposition;

namespace Edge.Tests.Telemetry.Exposition;

/// <summary>What becomes of each kind of instrument, and of several meters.</summary>
public sealed class InstrumentTests
{
    [Fact]
    public void What_is_recorded_adds_up_from_scrape_to_scrape()
    {
        using var stage = new Stage();
        Counter<int> counter = stage.Meter.CreateCounter<int>("c");
        UpDownCounter<float> upDown = stage.Meter.CreateUpDownCounter<float>("u");
        Gauge<decimal> gauge = stage.Meter.CreateGauge<decimal>("g");
        counter.Add(2);
        upDown.Add(2);
        gauge.Record(2);
        stage.Write(ExpositionFormat.Text).ShouldBe("# TYPE c_total counter\nc_total 2\n# TYPE g gauge\ng 2\n# TYPE u gauge\nu 2\n");
        counter.Add(3);
        upDown.Add(-3);
        gauge.Record(3);
        stage.Write(ExpositionFormat.Text).ShouldBe("# TYPE c_total counter\nc_total 5\n# TYPE g gauge\ng 3\n# TYPE u gauge\nu -1\n");
    }

    [Fact]
    public void What_is_observed_is_what_was_told_at_this_scrape()
    {
        using var stage = new Stage();
        var there = new Dictionary<string, short> { ["a"] = 1, ["b"] = 2 };
        IEnumerable<Measurement<short>> All() => there.Select(entry => new Measurement<short>(entry.Value, Stage.Tags(("n", entry.Key))));
        stage.Meter.CreateObservableCounter("c", All);
        stage.Meter.CreateObservableUpDownCounter("u", All);
        stage.Write(ExpositionFormat.Text).ShouldBe(
            "# TYPE c_total counter\nc_total{n=\"a\"} 1\nc_total{n=\"b\"} 2\n# TYPE u gauge\nu{n=\"a\"} 1\nu{n=\"b\"} 2\n");
        there.Remove("a");
        there["b"] = 3;
        stage.Write(ExpositionFormat.Text).ShouldBe("# TYPE c_total counter\nc_total{n=\"b\"} 3\n# TYPE u gauge\nu{n=\"b\"} 3\n");
        there["a"] = 7;
        stage.Write(ExpositionFormat.Text).ShouldContain("c_total{n=\"a\"} 7\nc_total{n=\"b\"} 3\n");
    }

    [Fact]
    public void A_counter_takes_nothing_that_would_let_it_fall()
    {
        using var stage = new Stage();
        Counter<double> counter = stage.Meter.CreateCounter<double>("c");
        stage.Meter.CreateObservableCounter("o", () => -1L);
        counter.Add(1);
        counter.Add(-1);
        counter.Add(double.NaN);
        stage.Write(ExpositionFormat.Text).ShouldBe("# TYPE c_total counter\nc_total 1\n# TYPE o_total counter\n");
    }

    [Fact]
    public async Task Threads_that_record_while_others_scrape_lose_nothing()
    {
        const int Threads = 4, Each = 20_000;
        using var stage = new Stage();
        Counter<long> counter = stage.Meter.CreateCounter<long>("c");
        Histogram<double> histogram = stage.Meter.CreateHistogram<double>("h");
        Task scrapes = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 50; i++)
                ParsedExposition.Of(stage.Whole(ExpositionFormat.OpenMetrics), ExpositionFormat.OpenMetrics);
        })));
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                counter.Add(1, KeyValuePair.Create("n", (object?)(i % 16)));
                histogram.Record(1);
            }
        })));
        await scrapes;
        List<ParsedSample> samples = [.. ParsedExposition.Of(stage.Whole(ExpositionFormat.Text), ExpositionFormat.Text).SelectMany(family => family.Samples)];
        samples.Where(sample => sample.Name == "c_total").Sum(sample => sample.Value).ShouldBe(Threads * Each);
        samples.Single(sample => sample.Name == "h_sum").Value.ShouldBe(Threads * Each);
        samples.Single(sample => sample.Name == "h_count").Value.ShouldBe(Threads * Each);
    }

    [Fact]
    public void A_meter_of_the_same_name_is_another_meter()
    {
        using var stage = new Stage();
        using var other = new Meter(stage.Meter.Name);
        other.CreateObservableGauge("g", () => 1L);
        stage.Write(ExpositionFormat.Text).ShouldBe("");
    }

    [Fact]
    public void The_meter_of_the_runtime_is_there_where_it_is_asked_for()
    {
        using var exposition = new MetricsExposition(meter => meter.Name == "System.Runtime", TimeProvider.System, new ExpositionLimits());
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        exposition.Write(output, ExpositionFormat.OpenMetrics);
        List<ParsedFamily> families = ParsedExposition.Of(System.Text.Encoding.UTF8.GetString(output.WrittenSpan), ExpositionFormat.OpenMetrics);
        ParsedFamily memory = families.Single(family => family.Name == "dotnet_process_memory_working_set_bytes");
        (memory.Type, memory.Unit).ShouldBe(("gauge", "bytes"));
        memory.Samples.ShouldHaveSingleItem().Value.ShouldBeGreaterThan(1_000_000);
        families.Single(family => family.Name == "dotnet_process_cpu_time_seconds").Type.ShouldBe("counter");
        families.Single(family => family.Name == "dotnet_gc_collections").Samples.ShouldContain(sample => sample.Labels["gc_heap_generation"] == "gen0");
    }

    [Fact]
    public void Instruments_that_are_alike_share_their_series_and_others_are_refused_and_counted()
    {
        using var stage = new Stage();
        stage.Meter.CreateCounter<long>("x", "s").Add(1);
        stage.Meter.CreateCounter<long>("x", "s").Add(2);
        stage.Meter.CreateUpDownCounter<long>("x.seconds").Add(4);
        stage.Meter.CreateGauge<long>("x.seconds.total").Record(8);
        stage.Meter.CreateHistogram<double>("h").Record(1);
        stage.Meter.CreateGauge<long>("h.count").Record(8);
        stage.Meter.CreateGauge<long>("...").Record(8);
        stage.Write(ExpositionFormat.Text).ShouldStartWith("# TYPE h histogram\n");
        stage.Write(ExpositionFormat.Text).ShouldEndWith("\nh_sum 1\nh_count 1\n# TYPE x_seconds_total counter\nx_seconds_total 3\n");
        stage.Own("instruments_refused_total").ShouldBe(4);
    }

    [Fact]
    public void A_mistake_in_one_instrument_leaves_the_others_alone()
    {
        using var stage = new Stage();
        stage.Meter.CreateObservableGauge<long>("bad", (Func<long>)(() => throw new InvalidOperationException()));
        stage.Meter.CreateObservableGauge("good", () => 1L);
        stage.Write(ExpositionFormat.Text).ShouldBe("# TYPE bad gauge\n# TYPE good gauge\ngood 1\n");
        stage.Own("callbacks_failed_total").ShouldBeGreaterThanOrEqualTo(1);
    }
}
