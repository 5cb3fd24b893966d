using Edge.Telemetry.Exposition;

namespace Edge.Tests.Telemetry.Exposition;

/// <summary>From the names of instruments to those of metrics.</summary>
public sealed class FamilyNameTests
{
    [Theory]
    [InlineData("edge.requests", "{request}", "edge_requests", "")]
    [InlineData("edge.requests.total", "{request}", "edge_requests", "")]
    [InlineData("process.cpu.time", "s", "process_cpu_time_seconds", "seconds")]
    [InlineData("process.cpu.seconds.total", "s", "process_cpu_seconds", "seconds")]
    [InlineData("sent", "By", "sent_bytes", "bytes")]
    [InlineData("done", "1", "done", "")]
    public void Counters_have_their_unit_and_their_samples_end_in_total(string instrument, string unit, string name, string word)
    {
        FamilyName family = FamilyName.Of(instrument, unit, InstrumentKind.Counter)!;
        (family.Name, family.Unit, family.Sample).ShouldBe((name, word, name + "_total"));
    }

    [Theory]
    [InlineData("edge.loop.lag", "s", "edge_loop_lag_seconds", "seconds")]
    [InlineData("edge.lag.seconds", "s", "edge_lag_seconds", "seconds")]
    [InlineData("seconds.before.my.birthday", "s", "seconds_before_my_birthday_seconds", "seconds")]
    [InlineData("wait", "ms", "wait_milliseconds", "milliseconds")]
    [InlineData("cache", "1", "cache_ratio", "ratio")]
    [InlineData("cache.ratio", "1", "cache_ratio", "ratio")]
    [InlineData("speed", "By/s", "speed_bytes_per_second", "bytes_per_second")]
    [InlineData("speed", "{token}/s", "speed_per_second", "per_second")]
    [InlineData("size", "By/{request}", "size_bytes", "bytes")]
    [InlineData("speed", "1/s", "speed_per_second", "per_second")]
    [InlineData("power", "W", "power_watts", "watts")]
    [InlineData("load", "%", "load_percent", "percent")]
    [InlineData("size", "MiBy", "size_mebibytes", "mebibytes")]
    [InlineData("odd", "furlong", "odd_furlong", "furlong")]
    [InlineData("odd", "unit__of@things/x", "odd_unit_of_things_per_x", "unit_of_things_per_x")]
    [InlineData("odd", "{open", "odd", "")]
    [InlineData("plain", null, "plain", "")]
    [InlineData("plain", "", "plain", "")]
    [InlineData("a..b--c_", null, "a_b_c", "")]
    [InlineData("a:b", null, "a_b", "")]
    [InlineData("4xx", null, "_4xx", "")]
    [InlineData("total", null, "total", "")]
    public void Gauges_have_their_unit(string instrument, string? unit, string name, string word)
    {
        FamilyName family = FamilyName.Of(instrument, unit, InstrumentKind.ObservableGauge)!;
        (family.Name, family.Unit, family.Sample).ShouldBe((name, word, name));
    }

    [Theory]
    [InlineData(InstrumentKind.UpDownCounter)]
    [InlineData(InstrumentKind.ObservableUpDownCounter)]
    [InlineData(InstrumentKind.Histogram)]
    [InlineData(InstrumentKind.ObservableCounter)]
    public void One_is_a_ratio_for_gauges_alone(object kind) => FamilyName.Of("a", "1", (InstrumentKind)kind)!.Name.ShouldBe("a");

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("ß")]
    public void An_instrument_of_whose_name_nothing_is_left_has_none(string instrument) =>
        FamilyName.Of(instrument, "s", InstrumentKind.Gauge).ShouldBeNull();
}
