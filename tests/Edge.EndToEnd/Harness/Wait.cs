using System.Diagnostics;

namespace Edge.EndToEnd.Harness;

/// <summary>Waiting for a condition of another process.</summary>
internal static class Wait
{
    /// <summary>Far beyond what anything here takes: reaching it means that it will not happen.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Asks until the answer is yes, and returns how long that took.</summary>
    /// <exception cref="TimeoutException">It stayed no until the deadline.</exception>
    internal static async Task<TimeSpan> UntilAsync(Func<Task<bool>> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Deadline)
                throw new TimeoutException($"Not within {Deadline.TotalSeconds} s: {what}");
            await Task.Delay(Pause);
        }
        return Stopwatch.GetElapsedTime(start);
    }
}
