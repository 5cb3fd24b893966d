using System.Diagnostics;

namespace Edge.Transport;

/// <summary>Measures the turns of a loop. One thread begins and ends them, any may ask.</summary>
internal sealed class TurnMeter
{
    private long _longest;
    private long _begun;
    private long _turns;

    /// <summary>How many turns have ended.</summary>
    internal long Turns => Volatile.Read(ref _turns);

    /// <summary>A turn begins.</summary>
    internal void Begin() => Volatile.Write(ref _begun, Stopwatch.GetTimestamp());

    /// <summary>The turn is over.</summary>
    internal void End()
    {
        long took = Stopwatch.GetTimestamp() - _begun;
        Volatile.Write(ref _begun, 0);
        Volatile.Write(ref _turns, _turns + 1);
        if (took > Volatile.Read(ref _longest))
            Volatile.Write(ref _longest, took);
    }

    /// <summary>The longest turn since the last call; one that is still running counts as long as it runs already.</summary>
    internal TimeSpan Take()
    {
        long longest = Interlocked.Exchange(ref _longest, 0);
        if (Volatile.Read(ref _begun) is > 0 and long begun)
            longest = Math.Max(longest, Stopwatch.GetTimestamp() - begun);
        return Stopwatch.GetElapsedTime(0, longest);
    }
}
