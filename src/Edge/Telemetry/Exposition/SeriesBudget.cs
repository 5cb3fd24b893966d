namespace Edge.Telemetry.Exposition;

/// <summary>How many series there are, of all instruments together. Safe from any thread.</summary>
internal sealed class SeriesBudget(ExpositionLimits limits)
{
    private int _used;
    private long _dropped;

    /// <summary>Measurements so far that found no room for a series of their own.</summary>
    internal long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Takes room for one series more of an instrument that has <paramref name="ofInstrument"/>; false where there is none.</summary>
    internal bool TryTake(int ofInstrument)
    {
        if (ofInstrument >= limits.SeriesPerInstrument)
            return false;
        if (Interlocked.Increment(ref _used) <= limits.Series)
            return true;
        Interlocked.Decrement(ref _used);
        return false;
    }

    /// <summary>Gives the room of <paramref name="count"/> series back.</summary>
    internal void GiveBack(int count) => Interlocked.Add(ref _used, -count);

    /// <summary>A measurement found no room.</summary>
    internal void Drop() => Interlocked.Increment(ref _dropped);
}
