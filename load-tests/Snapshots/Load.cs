using System.Net.Sockets;

namespace Edge.LoadTests.Snapshots;

/// <summary>Many callers at once, each as often as told or as often as it can.</summary>
internal static class Load
{
    private const int Callers = 64;

    /// <summary>
    /// Asks for <paramref name="length"/>, together <paramref name="perSecond"/> times a second; 0 is without a pause. A request that
    /// waits because the one before is late has been waiting since it was due.
    /// </summary>
    internal static async Task<LoadResult> RunAsync(Plan plan, TimeSpan length, double perSecond)
    {
        var result = new LoadResult(length);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(number => CallAsync(plan, number, length, perSecond / Callers, result)));
        return result;
    }

    private static async Task CallAsync(Plan plan, int number, TimeSpan length, double perSecond, LoadResult result)
    {
        TimeSpan pause = perSecond > 0 ? TimeSpan.FromSeconds(1 / perSecond) : TimeSpan.Zero;
        TimeProvider time = TimeProvider.System;
        long start = time.GetTimestamp();
        TimeSpan due = pause * number / Callers;
        var latencies = new List<TimeSpan>();
        using var caller = new Caller(plan, number);
        try
        {
            await caller.ConnectAsync();
            while (time.GetElapsedTime(start) < length)
            {
                TimeSpan early = due - time.GetElapsedTime(start);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, time, CancellationToken.None);
                // A timer that rings late is our own lateness, not Edge's.
                TimeSpan asked = early > TimeSpan.Zero || pause == TimeSpan.Zero ? time.GetElapsedTime(start) : due;
                if (!await caller.AskAsync())
                    result.Fail();
                latencies.Add(time.GetElapsedTime(start) - asked);
                due += pause;
            }
        }
        catch (SocketException)
        {
            result.Fail();
        }
        result.Add(latencies);
    }
}
