namespace Edge.Control.Console;

/// <summary>
/// Takes samples for all who watch: one a second, however many they are, and none while nobody does. Safe from any thread.
/// </summary>
/// <param name="live">What is looked at.</param>
/// <param name="time">The clock.</param>
internal sealed class Sampler(ILiveView live, TimeProvider time)
{
    /// <summary>Until then a sample is good for everybody: less than the second between two updates, by more than a timer may be early.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(900);

    /// <summary>
    /// Rates are means of one to two such steps: some requests must fall into it, and a change is to be seen soon. With an update a second a step is five
    /// seconds, also where timers are early.
    /// </summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(4.5);

    private readonly Lock _gate = new();
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
            return _last = sample;
        }
    }

    /// <summary>Nobody watches any more: what was kept to compare with is let go.</summary>
    internal void Rest()
    {
        lock (_gate)
            (_older, _newer, _last) = (null, null, null);
    }
}
