namespace Edge.Tests.Mock;

/// <summary>A clock that jumps to the end of every wait at once and remembers how long each was. Its frequency is odd on purpose.</summary>
internal sealed class InstantTime : TimeProvider
{
    private static readonly DateTimeOffset Epoch = new(2025, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _waits = [];
    private TimeSpan _now;

    public override long TimestampFrequency => 1_234_567;

    internal IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (_lock)
                return [.. _waits];
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
            return (long)(_now.TotalSeconds * TimestampFrequency);
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return Epoch + _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _waits.Add(dueTime);
            _now += dueTime;
        }
        return TimeProvider.System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
