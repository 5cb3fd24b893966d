using Edge.LoadTests.Common;

namespace Edge.LoadTests.Streams;

/// <summary>What a process needs from the moment all streams are open until the first one ends.</summary>
/// <param name="Length">How long that was; zero when the first ended before the last began.</param>
/// <param name="ResidentKib">Resident memory at its end.</param>
/// <param name="CpuPercent">Of one core, on average.</param>
internal sealed record Plateau(TimeSpan Length, long ResidentKib, double CpuPercent)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Watches until a stream ends; ends itself, without an exception, at <paramref name="stop"/>.</summary>
    internal static async Task<Plateau> WatchAsync(ProcessFigures process, Tally tally, int streams, CancellationToken stop)
    {
        TimeProvider time = TimeProvider.System;
        while (tally.Open < streams && tally.Ended == 0 && !stop.IsCancellationRequested)
            await Task.Delay(Look, time, CancellationToken.None);
        long start = time.GetTimestamp();
        TimeSpan before = process.Cpu();
        var plateau = new Plateau(TimeSpan.Zero, process.ResidentKib(), 0);
        while (tally.Open == streams && tally.Ended == 0 && !stop.IsCancellationRequested)
        {
            await Task.Delay(Look, time, CancellationToken.None);
            TimeSpan length = time.GetElapsedTime(start);
            plateau = new Plateau(length, process.ResidentKib(), 100 * (process.Cpu() - before) / length);
        }
        return plateau;
    }
}
