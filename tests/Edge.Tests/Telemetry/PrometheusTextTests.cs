using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Edge.Telemetry;

namespace Edge.Tests.Telemetry;

/// <summary>Metrics as Prometheus reads them.</summary>
public sealed class PrometheusTextTests
{
    [Fact]
    public void Families_come_in_order_with_help_type_and_escaped_labels()
    {
        using var meter = new Meter("test");
        meter.CreateObservableGauge("b.gauge", () => 1.5, description: "A gauge.");
        meter.CreateObservableCounter("a.count", () => new[]
        {
            new Measurement<long>(1, KeyValuePair.Create("who", (object?)"x\"y\\z")),
            new Measurement<long>(2, KeyValuePair.Create("who", (object?)"w")),
        }, description: "A counter.");
        using var text = new PrometheusText(meter);
        Write(text).ShouldBe(
            """
            # HELP a_count_total A counter.
            # TYPE a_count_total counter
            a_count_total{who="x\"y\\z"} 1
            a_count_total{who="w"} 2
            # HELP b_gauge A gauge.
            # TYPE b_gauge gauge
            b_gauge 1.5

            """.ReplaceLineEndings("\n"));
        Write(text).Split('\n').Length.ShouldBe(8);
    }

    [Fact]
    public void Meters_of_others_are_left_out()
    {
        using var mine = new Meter("test");
        using var other = new Meter("test");
        other.CreateObservableGauge("g", () => 1L);
        using var text = new PrometheusText(mine);
        Write(text).ShouldBe("");
    }

    private static string Write(PrometheusText text)
    {
        var output = new ArrayBufferWriter<byte>();
        text.Write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
