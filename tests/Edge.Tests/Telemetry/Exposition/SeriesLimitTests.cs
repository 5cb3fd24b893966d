using System.Diagnostics.Metrics;
using Edge.Telemetry.Exposition;
using Shared.Memory;

namespace Edge.Tests.Telemetry.Exposition;

/// <summary>What callers can name without end takes bounded room.</summary>
public sealed class SeriesLimitTests
{
    [Fact]
    public void An_instrument_with_too_many_sets_of_labels_counts_the_rest_together()
    {
        using var stage = new Stage(seriesPerInstrument: 2);
        Counter<long> counter = stage.Meter.CreateCounter<long>("c");
        for (int i = 0; i < 5; i++)
            counter.Add(i + 1, Stage.Tags(("who", $"caller-{i}"), ("what", "x")));
        counter.Add(1, Stage.Tags(("who", "caller-1"), ("what", "x")));
        stage.Write(ExpositionFormat.Text).ShouldBe(
            """
            # TYPE c_total counter
            c_total{what="other",who="other"} 12
            c_total{what="x",who="caller-0"} 1
            c_total{what="x",who="caller-1"} 3

            """.ReplaceLineEndings("\n"));
        stage.Own("series_dropped_total").ShouldBe(3);
    }

    [Fact]
    public void A_histogram_folds_as_well()
    {
        using var stage = new Stage(seriesPerInstrument: 1);
        Histogram<double> histogram = stage.Meter.CreateHistogram<double>("h");
        foreach (string who in (string[])["a", "b", "c"])
            histogram.Record(1, Stage.Tags(("who", who)));
        stage.Write(ExpositionFormat.Text).ShouldContain("h_count{who=\"other\"} 2\n");
    }

    [Fact]
    public void All_instruments_together_have_a_bound_and_each_still_has_the_series_of_others()
    {
        // Three are the exposition's own, which are there first.
        using var stage = new Stage(series: 4);
        stage.Write(ExpositionFormat.Text).ShouldBe("");
        stage.Meter.CreateCounter<long>("a").Add(1, Stage.Tags(("n", 1)));
        stage.Meter.CreateCounter<long>("b").Add(1, Stage.Tags(("n", 1)));
        stage.Meter.CreateCounter<long>("c").Add(1);
        stage.Write(ExpositionFormat.Text).ShouldBe(
            "# TYPE a_total counter\na_total{n=\"1\"} 1\n# TYPE b_total counter\nb_total{n=\"other\"} 1\n# TYPE c_total counter\nc_total 1\n");
    }

    [Fact]
    public void What_is_observed_no_more_makes_room()
    {
        using var stage = new Stage(seriesPerInstrument: 2);
        int[] there = [1, 2];
        stage.Meter.CreateObservableGauge("g", () => there.Select(i => new Measurement<int>(i, Stage.Tags(("n", i)))));
        stage.Write(ExpositionFormat.Text).ShouldEndWith("\ng{n=\"1\"} 1\ng{n=\"2\"} 2\n");
        there = [2, 3, 4];
        stage.Write(ExpositionFormat.Text).ShouldEndWith("\ng{n=\"2\"} 2\ng{n=\"other\"} 7\n");
        stage.Write(ExpositionFormat.Text).ShouldEndWith("\ng{n=\"2\"} 2\ng{n=\"3\"} 3\ng{n=\"other\"} 4\n");
        there = [3];
        stage.Write(ExpositionFormat.Text).ShouldBe("# TYPE g gauge\ng{n=\"3\"} 3\n");
    }

    [Fact]
    public void A_set_that_is_called_other_shares_the_series_of_others()
    {
        using var stage = new Stage(seriesPerInstrument: 1);
        Counter<long> counter = stage.Meter.CreateCounter<long>("c");
        counter.Add(1, Stage.Tags(("who", "other")));
        counter.Add(1, Stage.Tags(("who", "somebody")));
        stage.Write(ExpositionFormat.Text).ShouldBe("# TYPE c_total counter\nc_total{who=\"other\"} 2\n");
    }

    [Fact]
    public void A_measurement_with_known_tags_allocates_nothing()
    {
        using var stage = new Stage(seriesPerInstrument: 2);
        Counter<long> counter = stage.Meter.CreateCounter<long>("c");
        Histogram<double> histogram = stage.Meter.CreateHistogram<double>("h", "s");
        KeyValuePair<string, object?>[][] sets = [Stage.Tags(("a", "x"), ("b", 1)), Stage.Tags(("b", 1), ("a", "y")), Stage.Tags(("a", "z"), ("b", 1))];
        void Record()
        {
            foreach (KeyValuePair<string, object?>[] tags in sets)
            {
                using var scope = new ExemplarScope(new SpanIdentity(1, 2));
                counter.Add(1, tags);
                histogram.Record(1, tags);
            }
        }
        SteadyState.Allocates(Record, times: 100).ShouldBe(0);
    }
}
