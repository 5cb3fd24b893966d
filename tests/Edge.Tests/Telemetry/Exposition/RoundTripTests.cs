using System.Diagnostics.Metrics;
using Edge.Telemetry.Exposition;
using FsCheck;
using FsCheck.Fluent;

namespace Edge.Tests.Telemetry.Exposition;

/// <summary>Whatever is measured under whatever names: what is written is well-formed, and says what was measured.</summary>
public sealed class RoundTripTests
{
    private static readonly ExpositionFormat[] Formats = [ExpositionFormat.Text, ExpositionFormat.OpenMetrics];

    [Fact]
    public void Gauges_are_read_back_with_their_labels_and_help() =>
        Prop.ForAll<NonEmptyArray<Tuple<string?, string?, double>>, string?>((measured, help) =>
        {
            using var stage = new Stage();
            Gauge<double> gauge = stage.Meter.CreateGauge<double>("g", "s", help);
            var expected = new Dictionary<(string, string), double>();
            foreach ((string? first, string? second, double value) in measured.Get)
            {
                gauge.Record(value, Stage.Tags(("second", second), ("first", first)));
                expected[(Utf8(first), Utf8(second))] = value;
            }
            foreach (ExpositionFormat format in Formats)
            {
                ParsedFamily family = ParsedExposition.Of(stage.Write(format), format).ShouldHaveSingleItem();
                (family.Name, family.Type).ShouldBe(("g_seconds", "gauge"));
                (family.Help ?? "").ShouldBe(Utf8(help));
                family.Samples.ToDictionary(sample => (sample.Labels.GetValueOrDefault("first", ""), sample.Labels.GetValueOrDefault("second", "")), sample => sample.Value)
                    .OrderBy(pair => pair.Key).ShouldBe(expected.OrderBy(pair => pair.Key));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_instruments_make_a_well_formed_exposition() =>
        Prop.ForAll<Tuple<string?, string?, PositiveInt, string?, string?>[]>(instruments =>
        {
            using var stage = new Stage(series: 8, seriesPerInstrument: 3);
            foreach ((string? name, string? unit, PositiveInt kind, string? tag, string? value) in instruments)
                Measure(stage.Meter, name ?? "", unit, kind.Get % 5, Stage.Tags((tag ?? "", value)));
            foreach (ExpositionFormat format in Formats)
                ParsedExposition.Of(stage.Whole(format), format).Select(family => family.Name).ShouldBeUnique();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Buckets_count_as_a_slow_twin_counts() =>
        Prop.ForAll<NormalFloat[], NormalFloat[]>((bounds, values) =>
        {
            double[] ordered = [.. bounds.Select(bound => Math.Abs(bound.Get)).Distinct().Order()];
            double[] measured = [.. values.Select(value => Math.Abs(value.Get))];
            using var stage = new Stage();
            Histogram<double> histogram = stage.Meter.CreateHistogram("h", null, null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = ordered });
            foreach (double value in measured)
                histogram.Record(value);
            foreach (ExpositionFormat format in Formats)
            {
                List<ParsedSample> samples = ParsedExposition.Of(stage.Write(format), format).ShouldHaveSingleItem().Samples;
                if (measured.Length == 0)
                {
                    samples.ShouldBeEmpty();
                    continue;
                }
                double[] all = [.. ordered, double.PositiveInfinity];
                samples.Where(sample => sample.Name == "h_bucket").Select(sample => (Bound(sample.Labels["le"]), sample.Value))
                    .ShouldBe(all.Select(bound => (bound, (double)measured.Count(value => value <= bound))));
                samples.Single(sample => sample.Name == "h_count").Value.ShouldBe(measured.Length);
                samples.Single(sample => sample.Name == "h_sum").Value.ShouldBe(measured.Aggregate(0.0, (sum, value) => sum + value));
            }
        }).QuickCheckThrowOnFailure();

    private static void Measure(Meter meter, string name, string? unit, int kind, KeyValuePair<string, object?>[] tags)
    {
        switch (kind)
        {
            case 0:
                meter.CreateCounter<long>(name, unit).Add(1, tags);
                break;
            case 1:
                meter.CreateUpDownCounter<long>(name, unit).Add(1, tags);
                break;
            case 2:
                meter.CreateHistogram<double>(name, unit).Record(1, tags);
                break;
            case 3:
                meter.CreateObservableCounter(name, () => new Measurement<long>(1, tags), unit);
                break;
            default:
                meter.CreateObservableGauge(name, () => new Measurement<long>(1, tags), unit);
                break;
        }
    }

    private static double Bound(string text) => text == "+Inf" ? double.PositiveInfinity : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>As it is in UTF-8: halves of pairs are no characters.</summary>
    private static string Utf8(string? text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text ?? ""));
}
