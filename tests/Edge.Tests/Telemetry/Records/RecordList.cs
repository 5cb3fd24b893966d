using Edge.Telemetry.Records;

namespace Edge.Tests.Telemetry.Records;

/// <summary>Keeps the records that something under test leaves.</summary>
internal sealed class RecordList : IRecordSink
{
    private readonly List<RequestRecord> _records = [];

    /// <summary>Where to leave them.</summary>
    internal RecordServices Services { get; } = new(new RecordRing(static () => { }, manyWriters: true), new StepTime());

    /// <summary>For those whose records nobody reads.</summary>
    internal static RecordServices Nobody { get; } = new(new RecordRing(static () => { }, manyWriters: true), TimeProvider.System);

    /// <summary>All so far.</summary>
    internal IReadOnlyList<RequestRecord> Read()
    {
        Services.Ring.Drain(this);
        return _records;
    }

    void IRecordSink.Take(in RequestRecord record) => _records.Add(record);

    void IRecordSink.Flush()
    {
    }
}
