using System.Globalization;
using System.Net;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Streams;

/// <summary>
/// Opens many event streams at once through a proxy and checks every event of each. Called as
/// <c>streams --port PORT --pid PID --streams N --seconds S</c>; PID is the proxy's, for its memory and CPU time.
/// Exit codes: 0 all well, 1 a stream was cut, out of order or late, 2 the command line is wrong.
/// </summary>
internal static class Program
{
    /// <summary>New streams a second: slow enough for the queue of new connections, fast enough that nobody waits.</summary>
    private const int OpenedPerSecond = 1000;

    /// <summary>Ticks of the backend (10 ms) between two events.</summary>
    private const int TicksPerSecond = 100;

    private static readonly TimeSpan GapAllowed = TimeSpan.FromSeconds(2);

    /// <summary>What the slowest machine may need beyond the planned time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            var flags = new Flags(arguments);
            var target = new IPEndPoint(IPAddress.Loopback, flags["port"]);
            return await RunAsync(target, new ProcessFigures(flags["pid"]), flags["streams"], flags["seconds"]);
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    private static async Task<int> RunAsync(IPEndPoint target, ProcessFigures process, int streams, int seconds)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds + streams / OpenedPerSecond) + Patience);
        long idle = await IdleAsync(target, process, stop.Token);
        Console.WriteLine($"idle: {idle} KiB; opening {streams} streams, {OpenedPerSecond} a second, of {seconds} events each");

        var tally = new Tally();
        Task<Plateau> watching = Plateau.WatchAsync(process, tally, streams, stop.Token);
        await OpenAsync(target, streams, seconds, tally, stop.Token);
        return Report(streams, seconds, tally, idle, await watching);
    }

    /// <summary>Memory once the path of a stream has been compiled and its pools have something in them.</summary>
    private static async Task<long> IdleAsync(IPEndPoint target, ProcessFigures process, CancellationToken stop)
    {
        var warm = new Tally();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => StreamClient.RunAsync(target, 20, 5, warm, stop)));
        foreach ((string mistake, _) in warm.Mistakes())
            throw new ArgumentException($"The proxy does not work: {mistake}");
        return process.ResidentKib();
    }

    private static async Task OpenAsync(IPEndPoint target, int streams, int events, Tally tally, CancellationToken stop)
    {
        const int Batches = 50;
        var running = new List<Task>(streams);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Batches), TimeProvider.System);
        while (running.Count < streams)
        {
            for (int i = 0; i < OpenedPerSecond / Batches && running.Count < streams; i++)
                running.Add(StreamClient.RunAsync(target, events, TicksPerSecond, tally, stop));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
        await Task.WhenAll(running);
    }

    private static int Report(int streams, int seconds, Tally tally, long idle, Plateau plateau)
    {
        foreach ((string mistake, int count) in tally.Mistakes())
            Console.WriteLine($"{count} streams: {mistake}");
        if (plateau.Length == TimeSpan.Zero)
            Console.WriteLine("The first stream ended before the last one began: memory and CPU say nothing; give it more --seconds.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all at once for {plateau.Length.TotalSeconds:F0} s"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"streams={streams} events={tally.Events} longest_gap_ms={tally.LongestGap.TotalMilliseconds:F0} cut={tally.Cut} "
            + $"rss_kib_per_stream={(plateau.ResidentKib - idle) / (double)streams:F1} cpu_percent={plateau.CpuPercent:F0}"));
        bool whole = tally.Cut == 0 && tally.Events == (long)streams * seconds && plateau.Length > TimeSpan.Zero;
        return whole && tally.LongestGap <= GapAllowed ? 0 : 1;
    }
}
