using System.Diagnostics;

namespace Edge.Transport;

/// <summary>
/// Measures the turns of a loop. One thread begins and ends them, any may ask, as often as it likes: the longest turn is that of a window, so that
/// one who asks takes nothing from another.
/// </summary>
internal sealed class TurnMeter
{
    private static readonly long Window = 15 * Stopwatch.Frequency;
    private long _longest;
    private long _longestBefore;
    private long _windowAt;
    private long _begun;
    private long _turns;

    /// <summary>How many turns have ended.</summary>
    internal long Turns => Volatile.Read(ref _turns);

    /// <summary>A turn begins.</summary>
    internal void Begin() => Volatile.Write(ref _begun, Stopwatch.GetTimestamp());

    /// <summary>The turn is over.</summary>
    internal void End() => End(Stopwatch.GetTimestamp());

    /// <summary>The longest turn of the last 15 to 30 s; one that is still running counts as long as it runs already.</summary>
    internal TimeSpan Longest() => Longest(Stopwatch.GetTimestamp());

    /// <summary><see cref="Begin()"/> at a timestamp.</summary>
    internal void Begin(long now) => Volatile.Write(ref _begun, now);

    /// <summary><see cref="End()"/> at a timestamp.</summary>
    internal void End(long now)
    {
        long took = now - _begun;
        Volatile.Write(ref _begun, 0);
        Volatile.Write(ref _turns, _turns + 1);
        if (now - _windowAt >= Window)
        {
            Volatile.Write(ref _longestBefore, now - _windowAt < 2 * Window ? _longest : 0);
            Volatile.Write(ref _longest, 0);
            Volatile.Write(ref _windowAt, now);
        }
        if (took > _longest)
            Volatile.Write(ref _longest, took);
    }

    /// <summary><see cref="Longest()"/> at a timestamp.</summary>
    internal TimeSpan Longest(long now)
    {
        long age = now - Volatile.Read(ref _windowAt);
        long longest = age < 2 * Window ? Volatile.Read(ref _longest) : 0;
        if (age < Window)
            longest = Math.Max(longest, Volatile.Read(ref _longestBefore));
        if (Volatile.Read(ref _begun) is > 0 and long begun)
            longest = Math.Max(longest, now - begun);
        return Stopwatch.GetElapsedTime(0, longest);
    }
}
