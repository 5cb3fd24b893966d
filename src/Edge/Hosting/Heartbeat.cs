using Edge.Buffers;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>
/// Moves the coarse clock on and looks after everything that has a deadline: one timer for the process instead of one per
/// request.
/// </summary>
internal sealed class Heartbeat : IAsyncDisposable
{
    // Timeouts are stated in seconds; a twentieth of one is exact enough and costs nothing measurable.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);
    private const int SlowBeats = 10;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <summary>Starts beating: <paramref name="each"/> every 50 ms, <paramref name="slow"/> every half second.</summary>
    internal Heartbeat(CoarseClock clock, TimeProvider time, ILogger log, Action each, Action slow) =>
        _running = RunAsync(clock, time, log, each, slow, _stop.Token);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
    }

    private static async Task RunAsync(CoarseClock clock, TimeProvider time, ILogger log, Action each, Action slow, CancellationToken stop)
    {
        long start = time.GetTimestamp();
        long base0 = clock.Now;
        using var timer = new PeriodicTimer(Beat, time);
        for (int beat = 1; await NextAsync(timer, stop).ConfigureAwait(false); beat++)
        {
            clock.Set(base0 + (long)time.GetElapsedTime(start).TotalMilliseconds);
            try
            {
                each();
                if (beat % SlowBeats == 0)
                    slow();
            }
            catch (Exception e)
            {
                // Without the heartbeat no timeout would ever fire again; one failed beat is the lesser evil.
                HostingLog.HeartbeatFailed(log, e);
            }
        }
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
