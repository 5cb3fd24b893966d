using Edge.Faults;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.Tracing;

/// <summary>
/// Turns records of requests into spans: of those that were sampled at their head, and of those that failed or took long. What is not kept
/// costs a look.
/// </summary>
/// <param name="spans">Writes what is kept.</param>
/// <param name="clock">That of the records.</param>
/// <param name="slow">A request that takes longer is kept; zero keeps none for that.</param>
internal sealed class TraceSink(RequestSpans spans, RecordClock clock, TimeSpan slow) : IRecordSink
{
    private readonly AttemptBook _attempts = new();
    private readonly double _slow = slow > TimeSpan.Zero ? slow.TotalSeconds : double.PositiveInfinity;

    /// <inheritdoc/>
    public void Take(in RequestRecord record)
    {
        if (!record.Trace.IsOn)
            return;
        if (record.IsAttempt)
        {
            _attempts.Add(in record);
            return;
        }
        IReadOnlyList<RequestRecord> attempts = record.Attempts > (record.HasAttempt ? 1 : 0) ? _attempts.Take(record.Trace.Span) : [];
        if (record.Trace.IsSampled || HasFailed(in record) || clock.Between(record.Began, record.Ended) > _slow)
            spans.Write(in record, attempts);
    }

    /// <inheritdoc/>
    public void Flush()
    {
    }

    // What policy refuses is not kept: when there is too much, traces of all that is turned away would be more of it.
    private static bool HasFailed(in RequestRecord record) => record.Fault == FaultKind.None
        ? record.Status >= 500
        : FaultTable.Of(record.Fault).Side is FaultSide.Upstream or FaultSide.Edge;
}
