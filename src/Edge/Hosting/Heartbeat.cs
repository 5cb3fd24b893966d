using Edge.Buffers;
using Microsoft.Extensions.Logging;

namespace Edge.Hosting;

/// <summary>
/// Moves the coarse clock on and looks after everything that has a deadline: one timer for the process instead of one per
/// request.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    // Timeouts are stated in seconds; a twentieth of one is exact enough and costs nothing measurable.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);
    private const int SlowBeats = 10;
    private readonly ManualResetEvent _stop = new(false);
    private readonly Thread _thread;

    /// <summary>
    /// Starts beating: <paramref name="each"/> every 50 ms, <paramref name="slow"/> every half second. On a thread of its own, which sleeps:
    /// a timer and the thread pool would wake three threads for each beat, and it would come late when the pool is busy.
    /// </summary>
    internal Heartbeat(CoarseClock clock, TimeProvider time, ILogger log, Action each, Action slow)
    {
        _thread = new Thread(() => Run(clock, time, log, each, slow)) { IsBackground = true, Name = "edge-heartbeat" };
        _thread.Start();
    }

    /// <summary>Stops; the last beat is over when this returns.</summary>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run(CoarseClock clock, TimeProvider time, ILogger log, Action each, Action slow)
    {
        long start = time.GetTimestamp();
        long base0 = clock.Now;
        for (int beat = 1; !_stop.WaitOne(Beat); beat++)
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
}
