namespace Edge.Tests.Telemetry.Records;

/// <summary>Each look at its timestamp is a millisecond behind the one before.</summary>
internal sealed class StepTime : TimeProvider
{
    private long _ticks;

    /// <inheritdoc/>
    public override long TimestampFrequency => 1000;

    /// <inheritdoc/>
    public override long GetTimestamp() => ++_ticks;
}
