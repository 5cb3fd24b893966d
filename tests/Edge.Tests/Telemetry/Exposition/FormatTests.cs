using System.Diagnostics.Metrics;
using Edge.Telemetry.Exposition;

namespace Edge.Tests.Telemetry.Exposition;

/// <summary>Both formats, byte for byte.</summary>
public sealed class FormatTests
{
    [Fact]
    public void Text_has_help_and_type_and_all_families_and_series_in_order()
    {
        using Stage stage = Staged();
        stage.Write(ExpositionFormat.Text).ShouldBe(
            """
            # HELP a_lag_seconds The "longest" turn:\na C:\\ drive.
            # TYPE a_lag_seconds gauge
            a_lag_seconds{loop="0"} 0.25
            a_lag_seconds{loop="1"} 3
            # TYPE b_cache_ratio gauge
            b_cache_ratio 0.5
            # HELP c_sent_bytes_total Bytes.
            # TYPE c_sent_bytes_total counter
            c_sent_bytes_total{who="x\"y\\z\n"} 12
            # TYPE d_requests_total counter
            d_requests_total{a="1",b="2"} 3
            d_requests_total{a="1",b="3"} 1

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void OpenMetrics_has_units_other_escapes_the_name_of_a_counter_without_its_end_and_an_end_of_all()
    {
        using Stage stage = Staged();
        stage.Write(ExpositionFormat.OpenMetrics).ShouldBe(
            """
            # TYPE a_lag_seconds gauge
            # UNIT a_lag_seconds seconds
            # HELP a_lag_seconds The \"longest\" turn:\na C:\\ drive.
            a_lag_seconds{loop="0"} 0.25
            a_lag_seconds{loop="1"} 3
            # TYPE b_cache_ratio gauge
            # UNIT b_cache_ratio ratio
            b_cache_ratio 0.5
            # TYPE c_sent_bytes counter
            # UNIT c_sent_bytes bytes
            # HELP c_sent_bytes Bytes.
            c_sent_bytes_total{who="x\"y\\z\n"} 12
            # TYPE d_requests counter
            d_requests_total{a="1",b="2"} 3
            d_requests_total{a="1",b="3"} 1
            # EOF

            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(-3, "-3")]
    [InlineData(0.1, "0.1")]
    [InlineData(999999999999999, "999999999999999")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(1.5e300, "1.5E+300")]
    [InlineData(5e-324, "5E-324")]
    public void Numbers_are_written_so_that_readers_get_them_back(double value, string text)
    {
        using var stage = new Stage();
        stage.Meter.CreateObservableGauge("g", () => value);
        stage.Write(ExpositionFormat.Text).ShouldBe($"# TYPE g gauge\ng {text}\n");
    }

    [Fact]
    public void An_exposition_without_instruments_is_whole()
    {
        using var stage = new Stage();
        stage.Write(ExpositionFormat.Text).ShouldBe("");
        stage.Write(ExpositionFormat.OpenMetrics).ShouldBe("# EOF\n");
    }

    [Fact]
    public void The_order_of_tags_is_no_other_series()
    {
        using var stage = new Stage();
        Counter<long> counter = stage.Meter.CreateCounter<long>("c");
        counter.Add(1, Stage.Tags(("b", "x"), ("a", "y")));
        counter.Add(1, Stage.Tags(("a", "y"), ("b", "x")));
        stage.Write(ExpositionFormat.Text).ShouldEndWith("\nc_total{a=\"y\",b=\"x\"} 2\n");
    }

    [Fact]
    public void Tags_that_are_written_alike_are_one_series()
    {
        using var stage = new Stage();
        Counter<long> counter = stage.Meter.CreateCounter<long>("c");
        counter.Add(1, Stage.Tags(("status", 200)));
        counter.Add(1, Stage.Tags(("status", "200")));
        counter.Add(1, Stage.Tags(("status", 200L), ("none", null), ("empty", "")));
        counter.Add(1, Stage.Tags());
        counter.Add(1, Stage.Tags(("none", null)));
        stage.Write(ExpositionFormat.Text).ShouldEndWith("\nc_total 2\nc_total{status=\"200\"} 3\n");
    }

    [Theory]
    [InlineData("http.response.status_code", "http_response_status_code")]
    [InlineData("a..b--c", "a_b_c")]
    [InlineData("9lives", "_9lives")]
    [InlineData("__name__", "name")]
    [InlineData("größe", "gr_e")]
    public void Names_of_labels_become_such_that_are_allowed(string tag, string label)
    {
        using var stage = new Stage();
        stage.Meter.CreateCounter<long>("c").Add(1, Stage.Tags((tag, true)));
        stage.Write(ExpositionFormat.Text).ShouldEndWith($"\nc_total{{{label}=\"true\"}} 1\n");
    }

    [Fact]
    public void The_values_of_tags_whose_names_become_one_are_joined()
    {
        using var stage = new Stage();
        stage.Meter.CreateCounter<long>("c").Add(1, Stage.Tags(("a_b", "2"), ("a.b", "1"), ("c", 0.5)));
        stage.Write(ExpositionFormat.Text).ShouldEndWith("\nc_total{a_b=\"1;2\",c=\"0.5\"} 1\n");
    }

    private static Stage Staged()
    {
        var stage = new Stage();
        Counter<long> requests = stage.Meter.CreateCounter<long>("d.requests", "{request}");
        requests.Add(1, Stage.Tags(("b", 3), ("a", 1)));
        requests.Add(3, Stage.Tags(("b", 2), ("a", 1)));
        stage.Meter.CreateCounter<double>("c.sent", "By", "Bytes.").Add(12, Stage.Tags(("who", "x\"y\\z\n")));
        stage.Meter.CreateObservableGauge("a.lag", () => new Measurement<double>[] { new(3, Stage.Tags(("loop", 1))), new(0.25, Stage.Tags(("loop", 0))) }, "s", "The \"longest\" turn:\na C:\\ drive.");
        stage.Meter.CreateObservableGauge("b.cache", () => 0.5, "1");
        return stage;
    }
}
