using Edge.Telemetry.Tracing;

namespace Edge.Telemetry.Records;

/// <summary>Where the records of one loop go, or of all threads that are none, and what time it is. Safe from any thread.</summary>
/// <param name="Ring">Takes records.</param>
/// <param name="Time">Its timestamps are those of records.</param>
internal sealed record RecordServices(RecordRing Ring, TimeProvider Time)
{
    /// <summary>What a tick of its timestamps is, in seconds.</summary>
    internal double SecondsPerTick { get; } = 1.0 / Time.TimestampFrequency;

    /// <summary>Begins the traces of requests; null where none are made.</summary>
    internal HeadSampling? Tracing { get; init; }
}
