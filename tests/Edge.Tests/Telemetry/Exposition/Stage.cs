using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Edge.Telemetry.Exposition;
using Microsoft.Extensions.Time.Testing;

namespace Edge.Tests.Telemetry.Exposition;

/// <summary>One meter, its exposition, and a clock set by hand.</summary>
internal sealed class Stage : IDisposable
{
    private const string OwnPrefix = "edge_telemetry_";

    internal Stage(int series = 10_000, int seriesPerInstrument = 2_000)
    {
        Meter = new Meter("test");
        Exposition = new MetricsExposition(meter => meter == Meter, Time, new ExpositionLimits(series, seriesPerInstrument));
    }

    internal Meter Meter { get; }

    internal FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_250));

    internal MetricsExposition Exposition { get; }

    /// <summary>What there is besides the exposition's own metrics.</summary>
    internal string Write(ExpositionFormat format) =>
        string.Concat(Whole(format).Split('\n')[..^1].Where(line => !line.Contains(OwnPrefix, StringComparison.Ordinal)).Select(line => line + "\n"));

    /// <summary>A figure of the exposition on itself.</summary>
    internal double Own(string name) => ParsedExposition.Of(Whole(ExpositionFormat.Text), ExpositionFormat.Text)
        .SelectMany(family => family.Samples).Single(sample => sample.Name == OwnPrefix + name).Value;

    /// <summary>Everything that is written.</summary>
    internal string Whole(ExpositionFormat format)
    {
        var output = new ArrayBufferWriter<byte>();
        Exposition.Write(output, format);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(output.WrittenSpan);
    }

    public void Dispose()
    {
        Exposition.Dispose();
        Meter.Dispose();
    }

    /// <summary>Tags, one after the other.</summary>
    internal static KeyValuePair<string, object?>[] Tags(params (string Key, object? Value)[] tags) => [.. tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value))];
}
