using System.Buffers;
using System.Text.Json;
using Edge.Faults;
using Edge.Telemetry.Records;
using Edge.Telemetry.Usage;

namespace Edge.Telemetry.AccessLog;

/// <summary>
/// A request as a JSON object on a line of its own. Members that say nothing are left out; lengths of time are in milliseconds. Written by hand, with the
/// names of a route as one piece: with a JSON writer a line cost as much as a twelfth of its whole request.
/// </summary>
internal sealed class JsonLine(RecordClock clock) : IAccessLine
{
    /// <summary>What a line has besides names: each number and word at its longest, and an id that is escaped.</summary>
    private const int MostBytes = 2048;

    private readonly NamePieces _names = new();

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Head => default;

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, in RequestRecord record)
    {
        ReadOnlySpan<byte> names = _names.Of(in record);
        var line = new JsonText(output.GetSpan(MostBytes + names.Length));
        line.Raw("{\"time\":\""u8);
        line.Time(clock.At(record.Began).UtcDateTime);
        line.Raw("\",\"id\":"u8);
        Id(ref line, record.RequestId.Span);
        line.Raw(names);
        line.Number(",\"status\":"u8, record.Status);
        line.Word(",\"outcome\":\""u8, record.Outcome.Word());
        if (record.Fault != FaultKind.None)
        {
            line.Word(",\"fault\":\""u8, FaultTable.Of(record.Fault).Code);
            line.Word(",\"side\":\""u8, FaultSides.Word(FaultTable.Of(record.Fault).Side));
            line.Word(",\"stage\":\""u8, record.Stage.Word());
        }
        line.Number(",\"attempts\":"u8, record.Attempts);
        if (record.IsStream)
            line.Raw(",\"stream\":true"u8);
        line.Milliseconds(",\"intake_ms\":"u8, clock.Between(record.Began, record.Routed));
        line.Milliseconds(",\"lease_ms\":"u8, clock.Between(record.Picked, record.Leased));
        line.Milliseconds(",\"first_byte_ms\":"u8, clock.Between(record.Began, record.FirstByte));
        line.Milliseconds(",\"duration_ms\":"u8, clock.Between(record.Began, record.Ended));
        line.Number(",\"request_bytes\":"u8, record.RequestBytes);
        line.Number(",\"response_bytes\":"u8, record.ResponseBytes);
        Tokens(ref line, in record);
        line.Raw("}\n"u8);
        output.Advance(line.Length);
    }

    private static void Id(ref JsonText line, scoped ReadOnlySpan<byte> id)
    {
        line.Raw("\""u8);
        if (id.ContainsAny((byte)'"', (byte)'\\'))
            line.Raw(JsonEncodedText.Encode(id).EncodedUtf8Bytes);
        else
            line.Raw(id);
        line.Raw("\""u8);
    }

    private static void Tokens(ref JsonText line, in RequestRecord record)
    {
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
    }
}
