namespace Edge.Telemetry.Records;

/// <summary>Makes times of day and lengths of time of a record's ticks. Safe from any thread.</summary>
internal sealed class RecordClock(TimeProvider time)
{
    private readonly double _seconds = 1.0 / time.TimestampFrequency;

    /// <summary>When <paramref name="ticks"/> was.</summary>
    internal DateTimeOffset At(long ticks) => time.GetUtcNow() - time.GetElapsedTime(ticks);

    /// <summary>From <paramref name="from"/> to <paramref name="to"/>, in ticks of <see cref="TimeSpan"/>.</summary>
    internal long Ticks(long from, long to) => (long)((to - from) * _seconds * TimeSpan.TicksPerSecond);

    /// <summary>Seconds from <paramref name="from"/> to <paramref name="to"/>; null where one of them never was.</summary>
    internal double? Between(long from, long to) => from == 0 || to == 0 ? null : (to - from) * _seconds;
}
