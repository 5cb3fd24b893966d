using System.Buffers;
using Edge.Faults;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.AccessLog;

/// <summary>A request in the W3C's extended log file format (working draft WD-logfile-960323); <c>time-taken</c> is in seconds, as it says.</summary>
internal sealed class W3CLine(RecordClock clock) : IAccessLine
{
    private static readonly byte[] Directives = """
        #Version: 1.0
        #Fields: date time cs-method cs-uri-stem sc-status time-taken cs-bytes sc-bytes x-account x-key x-router x-replica x-attempts x-outcome x-fault x-request-id

        """u8.ToArray();

    private readonly LineTime _time = new(clock, ' ');

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Head => Directives;

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, in RequestRecord record)
    {
        LineText.Time(output, _time, record.Began);
        output.Write(record.Operation == CallOperation.Other ? " - "u8 : CallOperations.IsOwn(record.Operation) ? " GET "u8 : " POST "u8);
        LineText.Field(output, CallOperations.Route(record.Operation));
        output.Write(" "u8);
        LineText.Number(output, record.Status);
        output.Write(" "u8);
        LineText.Seconds(output, clock.Between(record.Began, record.Ended));
        output.Write(" "u8);
        LineText.Number(output, record.RequestBytes);
        output.Write(" "u8);
        LineText.Number(output, record.ResponseBytes);
        foreach (string? name in (ReadOnlySpan<string?>)[record.Account, record.Key, record.Router, record.Replica])
        {
            output.Write(" "u8);
            LineText.Field(output, name);
        }
        output.Write(" "u8);
        LineText.Number(output, record.Attempts);
        output.Write(" "u8);
        LineText.Field(output, record.Outcome.Word());
        output.Write(" "u8);
        LineText.Field(output, record.Fault == FaultKind.None ? null : FaultTable.Of(record.Fault).Code);
        output.Write(" "u8);
        LineText.Plain(output, record.RequestId.Span);
        output.Write("\n"u8);
    }
}
