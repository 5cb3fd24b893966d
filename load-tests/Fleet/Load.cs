using System.Diagnostics;
using System.Net.Sockets;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Fleet;

/// <summary>Many callers, spread over the edges, each answer judged. Safe from any thread.</summary>
internal sealed class Load
{
    private const int Callers = 48;
    private readonly List<TimeSpan> _times = [];
    private int _failed;
    private int _misrouted;
    private int _asked;

    /// <summary>Answers other than 200, and connections that broke.</summary>
    internal int Failed => Volatile.Read(ref _failed);

    /// <summary>Answers of a replica that the route never led to.</summary>
    internal int Misrouted => Volatile.Read(ref _misrouted);

    /// <summary>Requests made.</summary>
    internal int Asked => Volatile.Read(ref _asked);

    /// <summary>The time of one request in a hundred is longer, in ms. Once all are over.</summary>
    internal double P99 => Percentile.Of(_times, 0.99);

    /// <summary>Asks until <paramref name="stop"/>, all together <paramref name="perSecond"/> times a second; 0 is without a pause. A request that waits because the one before is late has been waiting since it was due.</summary>
    internal Task RunAsync(EdgeProcess[] edges, double perSecond, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(number => Task.Run(() => CallAsync(edges[number % edges.Length], number, perSecond / Callers, stop), CancellationToken.None)));

    private async Task CallAsync(EdgeProcess edge, int number, double perSecond, CancellationToken stop)
    {
        TimeSpan pause = perSecond > 0 ? TimeSpan.FromSeconds(1 / perSecond) : TimeSpan.Zero;
        TimeSpan due = pause * number / Callers;
        var random = new Random(number);
        var times = new List<TimeSpan>();
        long start = Stopwatch.GetTimestamp();
        try
        {
            using Caller caller = await Caller.ConnectAsync(edge.Port);
            while (!stop.IsCancellationRequested)
            {
                TimeSpan early = due - Stopwatch.GetElapsedTime(start);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, CancellationToken.None);
                // A timer that rings late is our own lateness, not the edge's.
                TimeSpan asked = early > TimeSpan.Zero || pause == TimeSpan.Zero ? Stopwatch.GetElapsedTime(start) : due;
                Judge(await AskAsync(caller, random));
                times.Add(Stopwatch.GetElapsedTime(start) - asked);
                due += pause;
            }
        }
        catch (SocketException)
        {
            Interlocked.Increment(ref _failed);
        }
        lock (_times)
            _times.AddRange(times);
    }

    private static async Task<(string Model, string? Replica)> AskAsync(Caller caller, Random random)
    {
        string model = random.Next(8) == 0 ? Fleet.Changing : $"r{random.Next(2)}";
        return (model, await caller.AskAsync(model));
    }

    private void Judge((string Model, string? Replica) answer)
    {
        Interlocked.Increment(ref _asked);
        if (answer.Replica is null)
            Interlocked.Increment(ref _failed);
        else if (answer.Model != Fleet.Changing && answer.Model[1] != answer.Replica[1])
            Interlocked.Increment(ref _misrouted);
    }
}
