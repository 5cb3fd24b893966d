using System.Diagnostics;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Faults;

/// <summary>Requests that come at a fixed rate, whatever becomes of those before; each is as late as it is answered after it was due.</summary>
/// <param name="ask">Makes one request.</param>
/// <param name="perSecond">How often.</param>
internal sealed class OpenLoad(Func<Task<(ChatEnd End, string Reason)>> ask, double perSecond)
{
    private readonly List<TimeSpan> _late = [];

    /// <summary>How late this program itself made requests, p99 in ms: more than a few, and the machine is too busy for figures of latency.</summary>
    internal double LateMs => Percentile.Of(_late, 0.99);

    /// <summary>What became of them.</summary>
    internal Ends Ends { get; } = new();

    /// <summary>Asks until <paramref name="stop"/>, and waits for the last answer; how long requests came.</summary>
    internal async Task<TimeSpan> RunAsync(CancellationToken stop)
    {
        var running = new List<Task>();
        long start = Stopwatch.GetTimestamp();
        while (!stop.IsCancellationRequested)
        {
            TimeSpan now = Stopwatch.GetElapsedTime(start);
            int due = (int)(now.TotalSeconds * perSecond);
            if (running.Count < due)
                _late.Add(now - TimeSpan.FromSeconds(running.Count / perSecond));
            while (running.Count < due)
                running.Add(OneAsync(start, TimeSpan.FromSeconds(running.Count / perSecond)));
            await Task.Delay(1, CancellationToken.None);
        }
        TimeSpan length = Stopwatch.GetElapsedTime(start);
        await Task.WhenAll(running);
        return length;
    }

    /// <summary>Asks for so long.</summary>
    internal async Task<TimeSpan> RunAsync(TimeSpan length)
    {
        using var stop = new CancellationTokenSource(length);
        return await RunAsync(stop.Token);
    }

    private async Task OneAsync(long start, TimeSpan due)
    {
        (ChatEnd end, string reason) = await ask();
        Ends.Add(end, Stopwatch.GetElapsedTime(start) - due, reason);
    }
}
