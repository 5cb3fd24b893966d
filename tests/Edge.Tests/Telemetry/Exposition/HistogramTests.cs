using System.Diagnostics.Metrics;
using Edge.Telemetry.Exposition;

namespace Edge.Tests.Telemetry.Exposition;

/// <summary>Buckets, sums and exemplars.</summary>
public sealed class HistogramTests
{
    private static readonly SpanIdentity Span = new(new UInt128(0x0af7651916cd43dd, 0x8448eb211c80319c), 0x00f067aa0ba902b7);

    [Fact]
    public void Text_counts_what_is_at_most_each_bound()
    {
        using Stage stage = Staged(out Histogram<double> histogram);
        Record(histogram);
        stage.Write(ExpositionFormat.Text).ShouldBe(
            """
            # HELP wait_seconds Waiting.
            # TYPE wait_seconds histogram
            wait_seconds_bucket{route="a",le="0.5"} 2
            wait_seconds_bucket{route="a",le="1"} 3
            wait_seconds_bucket{route="a",le="+Inf"} 4
            wait_seconds_sum{route="a"} 9.75
            wait_seconds_count{route="a"} 4

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void OpenMetrics_has_the_last_exemplar_of_each_bucket_and_bounds_that_look_like_no_whole_numbers()
    {
        using Stage stage = Staged(out Histogram<double> histogram);
        Record(histogram);
        stage.Write(ExpositionFormat.OpenMetrics).ShouldBe(
            """
            # TYPE wait_seconds histogram
            # UNIT wait_seconds seconds
            # HELP wait_seconds Waiting.
            wait_seconds_bucket{route="a",le="0.5"} 2 # {trace_id="0af7651916cd43dd8448eb211c80319c",span_id="00f067aa0ba902b7"} 0.5 1700000000.250
            wait_seconds_bucket{route="a",le="1.0"} 3
            wait_seconds_bucket{route="a",le="+Inf"} 4 # {trace_id="00000000000000000000000000000001",span_id="0000000000000002"} 8 1700000000.250
            wait_seconds_sum{route="a"} 9.75
            wait_seconds_count{route="a"} 4
            # EOF

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_later_exemplar_takes_the_place_of_an_earlier_one_and_no_exemplar_takes_none()
    {
        using Stage stage = Staged(out Histogram<double> histogram);
        using (new ExemplarScope(Span))
            histogram.Record(0.5);
        stage.Time.Advance(TimeSpan.FromSeconds(2));
        histogram.Record(0.25);
        stage.Write(ExpositionFormat.OpenMetrics).ShouldContain("} 0.5 1700000000.250\n");
        using (new ExemplarScope(Span))
            histogram.Record(0.125);
        stage.Write(ExpositionFormat.OpenMetrics).ShouldContain("} 0.125 1700000002.250\n");
    }

    [Fact]
    public void What_is_recorded_outside_of_a_scope_has_no_exemplar()
    {
        using Stage stage = Staged(out Histogram<double> histogram);
        using (new ExemplarScope(Span))
        {
        }
        histogram.Record(1);
        stage.Write(ExpositionFormat.OpenMetrics).ShouldNotContain("trace_id");
    }

    [Fact]
    public void A_scope_within_another_gives_way_to_it_at_its_end()
    {
        using (new ExemplarScope(Span))
        {
            using (new ExemplarScope(new SpanIdentity(1, 2)))
                ExemplarScope.Current.SpanId.ShouldBe(2ul);
            ExemplarScope.Current.ShouldBe(Span);
        }
        ExemplarScope.Current.IsNone.ShouldBeTrue();
    }

    [Fact]
    public void What_cannot_be_in_a_bucket_is_left_out()
    {
        using Stage stage = Staged(out Histogram<double> histogram);
        histogram.Record(double.NaN);
        histogram.Record(-1);
        histogram.Record(double.PositiveInfinity);
        stage.Write(ExpositionFormat.Text).ShouldEndWith("wait_seconds_bucket{le=\"1\"} 0\nwait_seconds_bucket{le=\"+Inf\"} 1\nwait_seconds_sum +Inf\nwait_seconds_count 1\n");
    }

    [Fact]
    public void A_sum_that_may_fall_is_no_sum_for_OpenMetrics()
    {
        using var stage = new Stage();
        Histogram<long> histogram = stage.Meter.CreateHistogram("delta", null, null, null, new InstrumentAdvice<long> { HistogramBucketBoundaries = [-5, 0] });
        histogram.Record(-7);
        stage.Write(ExpositionFormat.OpenMetrics).ShouldBe(
            "# TYPE delta histogram\ndelta_bucket{le=\"-5.0\"} 1\ndelta_bucket{le=\"0.0\"} 1\ndelta_bucket{le=\"+Inf\"} 1\n# EOF\n");
        stage.Write(ExpositionFormat.Text).ShouldEndWith("delta_sum -7\ndelta_count 1\n");
    }

    [Fact]
    public void A_label_le_is_kept_for_the_bounds()
    {
        using Stage stage = Staged(out Histogram<double> histogram);
        histogram.Record(1, Stage.Tags(("le", "x")));
        stage.Write(ExpositionFormat.Text).ShouldContain("wait_seconds_bucket{_le=\"x\",le=\"+Inf\"} 1\n");
    }

    [Theory]
    [InlineData("s", "0.005", 16)]
    [InlineData("By", "5.0", 16)]
    [InlineData(null, "10000.0", 16)]
    public void Without_advice_bounds_fit_the_unit(string? unit, string bound, int buckets)
    {
        using var stage = new Stage();
        stage.Meter.CreateHistogram<long>("h", unit).Record(1);
        string text = stage.Write(ExpositionFormat.OpenMetrics);
        text.ShouldContain($"le=\"{bound}\"");
        text.Split("le=").Length.ShouldBe(buckets + 1);
    }

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(0.001, "0.001")]
    [InlineData(0.95, "0.95")]
    [InlineData(1, "1.0")]
    [InlineData(1.7, "1.7")]
    [InlineData(10, "10.0")]
    [InlineData(1e-10, "1e-10")]
    [InlineData(1e-9, "1e-09")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(1e-4, "0.0001")]
    [InlineData(100_000, "100000.0")]
    [InlineData(999_999.5, "999999.5")]
    [InlineData(1e6, "1e+06")]
    [InlineData(1_234_567.5, "1.2345675e+06")]
    [InlineData(-2_500_000, "-2.5e+06")]
    [InlineData(1e10, "1e+10")]
    [InlineData(1.1e23, "1.1e+23")]
    [InlineData(1e15, "1e+15")]
    [InlineData(1e100, "1e+100")]
    public void Bounds_have_the_form_that_OpenMetrics_calls_canonical(double bound, string text) => BucketBounds.Canonical(bound).ShouldBe(text);

    private static Stage Staged(out Histogram<double> histogram)
    {
        var stage = new Stage();
        histogram = stage.Meter.CreateHistogram("wait", "s", "Waiting.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        return stage;
    }

    private static void Record(Histogram<double> histogram)
    {
        histogram.Record(1, Stage.Tags(("route", "a")));
        using (new ExemplarScope(Span))
        {
            histogram.Record(0.25, Stage.Tags(("route", "a")));
            histogram.Record(0.5, Stage.Tags(("route", "a")));
        }
        using (new ExemplarScope(new SpanIdentity(1, 2)))
            histogram.Record(8, Stage.Tags(("route", "a")));
    }
}
