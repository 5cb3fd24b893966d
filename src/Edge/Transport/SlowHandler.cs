using System.Diagnostics;

namespace Edge.Transport;

/// <summary>In DEBUG: a handler that takes a second has blocked, which none may.</summary>
internal static class SlowHandler
{
    /// <summary>Far beyond what a busy machine takes away from a thread.</summary>
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(1);

    /// <summary>The time now in DEBUG, else nothing.</summary>
    internal static long Begin()
    {
#if DEBUG
        return Stopwatch.GetTimestamp();
#else
        return 0;
#endif
    }

    /// <summary>Fails in DEBUG when <paramref name="begun"/> is too long ago.</summary>
    [Conditional("DEBUG")]
    internal static void End(long begun) =>
        Debug.Assert(Debugger.IsAttached || Stopwatch.GetElapsedTime(begun) < TooLong, "a handler blocked its loop");
}
