using System.Buffers;
using System.Text.Json;
using Edge.Faults;
using Edge.Telemetry.Records;
using Edge.Telemetry.Usage;

namespace Edge.Telemetry.AccessLog;

/// <summary>A request as a JSON object on a line of its own. Members that say nothing are left out; lengths of time are in milliseconds.</summary>
internal sealed class JsonLine(RecordClock clock) : IAccessLine
{
    private Utf8JsonWriter? _writer;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Head => default;

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, in RequestRecord record)
    {
        Utf8JsonWriter json = _writer ??= new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        json.Reset(output);
        json.WriteStartObject();
        json.WriteString("time"u8, clock.At(record.Began).UtcDateTime);
        json.WriteString("id"u8, record.RequestId.Span);
        Text(json, "account"u8, record.Account);
        Text(json, "key"u8, record.Key);
        json.WriteString("operation"u8, CallOperations.Route(record.Operation));
        Text(json, "router"u8, record.Router);
        Text(json, "deployment"u8, record.Deployment);
        Text(json, "replica"u8, record.Replica);
        json.WriteNumber("status"u8, record.Status);
        json.WriteString("outcome"u8, record.Outcome.Word());
        if (record.Fault != FaultKind.None)
        {
            json.WriteString("fault"u8, FaultTable.Of(record.Fault).Code);
            json.WriteString("side"u8, FaultSides.Word(FaultTable.Of(record.Fault).Side));
            json.WriteString("stage"u8, record.Stage.Word());
        }
        json.WriteNumber("attempts"u8, record.Attempts);
        if (record.IsStream)
            json.WriteBoolean("stream"u8, true);
        Milliseconds(json, "intake_ms"u8, clock.Between(record.Began, record.Routed));
        Milliseconds(json, "lease_ms"u8, clock.Between(record.Picked, record.Leased));
        Milliseconds(json, "first_byte_ms"u8, clock.Between(record.Began, record.FirstByte));
        Milliseconds(json, "duration_ms"u8, clock.Between(record.Began, record.Ended));
        json.WriteNumber("request_bytes"u8, record.RequestBytes);
        json.WriteNumber("response_bytes"u8, record.ResponseBytes);
        Tokens(json, in record);
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Milliseconds(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? seconds)
    {
        if (seconds is { } known)
            json.WriteNumber(name, Math.Round(known * 1000, 3));
    }

    private static void Tokens(Utf8JsonWriter json, in RequestRecord record)
    {
        Number(json, "input_tokens"u8, record.Usage.Input);
        Number(json, "cached_tokens"u8, record.Usage.CachedInput);
        Number(json, "output_tokens"u8, record.Usage.Output);
        if (record.Usage.IsEstimate)
            json.WriteBoolean("estimated"u8, true);
        if (TokenCost.Of(record.Pricing, in record.Usage) is >= 0 and var cost)
            json.WriteNumber("cost"u8, cost / 1e9m);
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, long value)
    {
        if (value >= 0)
            json.WriteNumber(name, value);
    }
}
