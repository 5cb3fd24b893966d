using System.Buffers;
using System.Text.Json;
using Edge.Telemetry.Records;
using Edge.Telemetry.Usage;

namespace Edge.Telemetry.AccessLog;

/// <summary>
/// A request as a JSON object on a line of its own. Members that say nothing are left out; lengths of time are in milliseconds. Written by hand, with the
/// names of a route and the end of a request as pieces that were made before: with a JSON writer a line cost as much as a twelfth of its whole request.
/// </summary>
internal sealed class JsonLine(RecordClock clock) : IAccessLine
{
    /// <summary>What a line has besides such pieces: each number at its longest, and an id that is escaped.</summary>
    private const int MostBytes = 2048;

    private readonly NamePieces _names = new();
    private readonly EndingPieces _endings = new();
    private readonly LineTime _time = new(clock, 'T');

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Head => default;

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, in RequestRecord record)
    {
        ReadOnlySpan<byte> names = _names.Of(in record), ending = _endings.Of(in record);
        var line = new JsonText(output.GetSpan(MostBytes + names.Length + ending.Length));
        line.Raw("{\"time\":\""u8);
        line.Time(_time, record.Began);
        line.Raw("Z\",\"id\":\""u8);
        ReadOnlySpan<byte> id = record.RequestId.Span;
        line.Raw(id.ContainsAny((byte)'"', (byte)'\\') ? JsonEncodedText.Encode(id).EncodedUtf8Bytes : id);
        line.Raw("\""u8);
        line.Raw(names);
        line.Raw(ending);
        line.Milliseconds(",\"intake_ms\":"u8, clock.Between(record.Began, record.Routed));
        line.Milliseconds(",\"lease_ms\":"u8, clock.Between(record.Picked, record.Leased));
        line.Milliseconds(",\"first_byte_ms\":"u8, clock.Between(record.Began, record.FirstByte));
        line.Milliseconds(",\"duration_ms\":"u8, clock.Between(record.Began, record.Ended));
        line.Number(",\"request_bytes\":"u8, record.RequestBytes);
        line.Number(",\"response_bytes\":"u8, record.ResponseBytes);
        if (record.Usage.Input >= 0)
            line.Number(",\"input_tokens\":"u8, record.Usage.Input);
        if (record.Usage.CachedInput >= 0)
            line.Number(",\"cached_tokens\":"u8, record.Usage.CachedInput);
        if (record.Usage.Output >= 0)
            line.Number(",\"output_tokens\":"u8, record.Usage.Output);
        if (record.Usage.IsEstimate)
            line.Raw(",\"estimated\":true"u8);
        if (TokenCost.Of(record.Pricing, in record.Usage) is >= 0 and var cost)
            line.Dollars(",\"cost\":"u8, cost);
        line.Raw("}\n"u8);
        output.Advance(line.Length);
    }
}
