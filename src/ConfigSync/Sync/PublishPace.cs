namespace ConfigSync.Sync;

/// <summary>
/// Says when changes take effect: the first at once, those that follow it together, at most every <see cref="Period"/>. Safe from any thread;
/// one call of the action at a time.
/// </summary>
internal sealed class PublishPace : IDisposable
{
    /// <summary>The least time between two snapshots: a burst of thousands of changes costs some dozens.</summary>
    internal static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action _publish;
    private readonly ITimer _timer;
    private long? _last;
    private bool _isDue;
    private bool _isOver;

    /// <summary>Calls <paramref name="publish"/>, which must not throw, when it is time.</summary>
    internal PublishPace(Action publish, TimeProvider time)
    {
        (_publish, _time) = (publish, time);
        _timer = time.CreateTimer(_ => Due(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something changed. When this returns it is in force, or will be within <see cref="Period"/>.</summary>
    internal void Changed()
    {
        lock (_gate)
        {
            if (_isDue || _isOver)
                return;
            TimeSpan rest = _last is { } last ? Period - _time.GetElapsedTime(last) : TimeSpan.Zero;
            if (rest <= TimeSpan.Zero)
            {
                Publish();
                return;
            }
            _isDue = true;
            _timer.Change(rest, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>No calls any more; the last one is over when this returns.</summary>
    public void Dispose()
    {
        lock (_gate)
            _isOver = true;
        _timer.Dispose();
    }

    private void Due()
    {
        lock (_gate)
        {
            if (_isDue && !_isOver)
                Publish();
            _isDue = false;
        }
    }

    private void Publish()
    {
        _publish();
        _last = _time.GetTimestamp();
    }
}
