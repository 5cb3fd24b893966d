namespace NATS.Client.Core.Dispatch;

/// <summary>The clocks of a subscription: its whole time, the wait for its first message, the wait for the next one. Each ends it.</summary>
internal sealed class SubscriptionTimers : IDisposable
{
    private readonly NatsSubOpts? _opts;
    private readonly Timer? _total;
    private readonly Timer? _idle;
    private Timer? _startUp;

    /// <summary>Makes clocks that stand still.</summary>
    internal SubscriptionTimers(NatsSubOpts? opts, Action<NatsSubEndReason> end)
    {
        _opts = opts;
        _total = Make(opts?.Timeout, NatsSubEndReason.Timeout, end);
        _idle = Make(opts?.IdleTimeout, NatsSubEndReason.IdleTimeout, end);
        _startUp = Make(opts?.StartUpTimeout, NatsSubEndReason.StartUpTimeout, end);
    }

    /// <summary>Lets them run.</summary>
    internal void Start()
    {
        Set(_total, _opts?.Timeout);
        Set(_startUp, _opts?.StartUpTimeout);
        if (_startUp is null)
            Set(_idle, _opts?.IdleTimeout);
    }

    /// <summary>A message came.</summary>
    internal void Touch()
    {
        Set(_idle, _opts?.IdleTimeout);
        if (_startUp is not null)
            Interlocked.Exchange(ref _startUp, null)?.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _total?.Dispose();
        _idle?.Dispose();
        Interlocked.Exchange(ref _startUp, null)?.Dispose();
    }

    private static Timer? Make(TimeSpan? time, NatsSubEndReason reason, Action<NatsSubEndReason> end) =>
        time is { } span && span > TimeSpan.Zero ? new Timer(_ => end(reason), null, Timeout.Infinite, Timeout.Infinite) : null;

    // A timer that was disposed says so by returning false; the subscription has ended then.
    private static void Set(Timer? timer, TimeSpan? time) => timer?.Change(time!.Value, Timeout.InfiniteTimeSpan);
}
