using System.Globalization;
using Edge.Faults;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.Traffic;

/// <summary>The values of <c>error.type</c>: codes of faults, and the status of an answer that says that the replica failed.</summary>
internal static class ErrorTypes
{
    /// <summary>That of <paramref name="record"/>; null where all went well.</summary>
    internal static string? Of(in RequestRecord record) => record.Fault != FaultKind.None
        ? Of(record.Fault)
        : StatusOf(in record) is > 0 and var status ? status.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>That of <paramref name="fault"/>; null for none.</summary>
    internal static string? Of(FaultKind fault) => fault == FaultKind.None ? null : FaultTable.Of(fault).Code;

    /// <summary>The status of an answer that says that the replica failed; 0 for any other.</summary>
    internal static int StatusOf(in RequestRecord record) => record.Outcome == RequestOutcome.Error ? record.Status : 0;
}
