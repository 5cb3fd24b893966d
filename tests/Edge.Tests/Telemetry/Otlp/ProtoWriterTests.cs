using Edge.Telemetry.Otlp;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;

namespace Edge.Tests.Telemetry.Otlp;

/// <summary>What is written is what the official reader reads.</summary>
public class ProtoWriterTests
{
    private readonly ProtoWriter _proto = new();

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Numbers_of_any_size(long number)
    {
        _proto.Number(AnyValue.IntValueFieldNumber, (ulong)number);
        AnyValue.Parser.ParseFrom(_proto.Written.Span).IntValue.ShouldBe(number);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(20_000)]
    [InlineData(3_000_000)]
    public void Texts_and_messages_of_any_length(int length)
    {
        string text = new('ä', length);
        int begin = _proto.Begin(KeyValue.ValueFieldNumber);
        _proto.Text(AnyValue.StringValueFieldNumber, text);
        _proto.End(begin);
        _proto.Text(KeyValue.KeyFieldNumber, "behind");

        KeyValue read = KeyValue.Parser.ParseFrom(_proto.Written.Span);
        (read.Value.StringValue, read.Key).ShouldBe((text, "behind"));
    }

    [Fact]
    public void Packed_numbers_ids_and_doubles()
    {
        _proto.Packed(HistogramDataPoint.BucketCountsFieldNumber, [1L, 0, long.MaxValue]);
        _proto.Packed(HistogramDataPoint.ExplicitBoundsFieldNumber, [0.5, double.MaxValue]);
        _proto.Double(HistogramDataPoint.SumFieldNumber, -0.25);
        int begin = _proto.Begin(HistogramDataPoint.ExemplarsFieldNumber);
        _proto.Id(Exemplar.TraceIdFieldNumber, new UInt128(0x0102030405060708, 0x090a0b0c0d0e0f10));
        _proto.Id(Exemplar.SpanIdFieldNumber, 0x1112131415161718UL);
        _proto.End(begin);

        HistogramDataPoint read = HistogramDataPoint.Parser.ParseFrom(_proto.Written.Span);
        read.BucketCounts.ShouldBe([1UL, 0, long.MaxValue]);
        read.ExplicitBounds.ShouldBe([0.5, double.MaxValue]);
        read.Sum.ShouldBe(-0.25);
        Exemplar exemplar = read.Exemplars.ShouldHaveSingleItem();
        Convert.ToHexStringLower(exemplar.TraceId.Span).ShouldBe("0102030405060708090a0b0c0d0e0f10");
        Convert.ToHexStringLower(exemplar.SpanId.Span).ShouldBe("1112131415161718");
    }

    [Fact]
    public void It_begins_anew()
    {
        _proto.Text(1, "before");
        _proto.Clear();
        _proto.Text(KeyValue.KeyFieldNumber, "after");
        KeyValue.Parser.ParseFrom(_proto.Written.Span).ShouldBe(new KeyValue { Key = "after" });
    }
}
