namespace Edge.Control.Console;

/// <summary>
/// Takes samples for all who watch: one a second, however many they are, and none while nobody does. What was kept to compare with is let go when nobody
/// has looked for a while. Safe from any thread.
/// </summary>
/// <param name="live">What is looked at.</param>
/// <param name="time">The clock.</param>
internal sealed class Sampler(ILiveView live, TimeProvider time) : IDisposable
{
    /// <summary>Until then a sample is good for everybody: less than the second between two updates, by more than a timer may be early.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(900);

    /// <summary>
    /// Rates are means of one to two such steps: some requests must fall into it, and a change is to be seen soon. With an update a second a step is five
    /// seconds, also where timers are early.
    /// </summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(4.5);

    /// <summary>Whoever turns a page, or loses the connection, comes back before and finds rates at once.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private ITimer? _rest;
    private Totals? _older;
    private Totals? _newer;
    private Sample? _last;

    /// <summary>The sample of now.</summary>
    internal Sample Take()
    {
        lock (_gate)
        {
            long now = time.GetTimestamp();
            if (_last is not null && time.GetElapsedTime(_last.Now.Timestamp, now) < Fresh)
                return _last;
            var totals = Totals.Of(live, now);
            if (_older is null || _newer is null)
                (_older, _newer) = (totals, totals);
            var sample = new Sample(totals, _older, _last?.Now ?? totals, time);
            if (time.GetElapsedTime(_newer.Timestamp, now) >= Step)
                (_older, _newer) = (_newer, totals);
            _rest ??= time.CreateTimer(static sampler => ((Sampler)sampler!).Rest(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _rest.Change(Quiet, Timeout.InfiniteTimeSpan);
            return _last = sample;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
            _rest?.Dispose();
    }

    private void Rest()
    {
        lock (_gate)
            (_older, _newer, _last) = (null, null, null);
    }
}
