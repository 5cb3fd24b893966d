namespace Edge.Tests.Upstream;

/// <summary>Time and timers that the test moves, of an odd frequency so that ticks are never taken for a unit.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private long _ticks = 12_345;

    public override long TimestampFrequency => 3_000_017;

    /// <summary>Timers that will fire.</summary>
    internal int Pending
    {
        get
        {
            lock (_lock)
                return _timers.Count;
        }
    }

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time on, and fires what has come due on the caller's thread.</summary>
    internal void Advance(TimeSpan span)
    {
        ManualTimer[] due;
        lock (_lock)
        {
            _ticks += Ticks(span);
            due = [.. _timers.Where(timer => timer.Due <= _ticks)];
            _timers.RemoveAll(due.Contains);
        }
        foreach (ManualTimer timer in due)
            timer.Fire();
    }

    private long Ticks(TimeSpan span) => (long)Math.Ceiling(span.TotalSeconds * TimestampFrequency);

    /// <summary>Fires once.</summary>
    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        internal long Due { get; private set; }

        internal void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = time._ticks + time.Ticks(dueTime);
                time._timers.Add(this);
            }
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
