using System.Buffers;
using Edge.Faults;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.AccessLog;

/// <summary>
/// A request in words: time, status, how it ended, how long it took, the call, where it went, what went wrong, its id.
/// <c>2026-01-31T10:00:00.000Z 200 answered 12.345ms /v1/chat/completions accounts/a/routers/r http://10.0.0.1:8000/ - attempts=1 id=…</c>
/// </summary>
internal sealed class PlainLine(RecordClock clock) : IAccessLine
{
    private readonly LineTime _time = new(clock, 'T');

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Head => default;

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, in RequestRecord record)
    {
        LineText.Time(output, _time, record.Began);
        output.Write("Z "u8);
        LineText.Number(output, record.Status);
        output.Write(" "u8);
        LineText.Field(output, record.Outcome.Word());
        output.Write(" "u8);
        LineText.Milliseconds(output, clock.Between(record.Began, record.Ended));
        output.Write("ms "u8);
        LineText.Field(output, CallOperations.Route(record.Operation));
        output.Write(" "u8);
        LineText.Field(output, record.Router);
        output.Write(" "u8);
        LineText.Field(output, record.Replica);
        output.Write(" "u8);
        LineText.Field(output, record.Fault == FaultKind.None ? null : FaultTable.Of(record.Fault).Code);
        output.Write(" attempts="u8);
        LineText.Number(output, record.Attempts);
        output.Write(" id="u8);
        LineText.Plain(output, record.RequestId.Span);
        output.Write("\n"u8);
    }
}
