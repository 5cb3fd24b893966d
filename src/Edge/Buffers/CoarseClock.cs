namespace Edge.Buffers;

/// <summary>
/// One shared time for all timeouts: milliseconds since some start, moved on by the heartbeat. Reading it is a plain load;
/// it may lag by one beat. Tests set it by hand.
/// </summary>
internal sealed class CoarseClock
{
    private long _milliseconds = 1;

    /// <summary>The time, in milliseconds. Never goes back.</summary>
    internal long Now => Volatile.Read(ref _milliseconds);

    /// <summary>Sets the time; an earlier one than the current is ignored. Called by the heartbeat alone.</summary>
    internal void Set(long milliseconds)
    {
        if (milliseconds > _milliseconds)
            Volatile.Write(ref _milliseconds, milliseconds);
    }
}
