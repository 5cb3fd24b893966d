namespace Edge.LoadTests.Backend;

/// <summary>
/// Time in ticks of 10 ms: one timer for all streams, since thousands of their own would cost more than what is measured. Any thread.
/// </summary>
internal sealed class Wheel
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>How far ahead a stream may wait.</summary>
    private const int Slots = 128;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource[] _slots = [.. Enumerable.Range(0, Slots).Select(_ => Create())];
    private long _now;

    /// <summary>The last tick that has begun.</summary>
    internal long Now => Volatile.Read(ref _now);

    /// <summary>Turns until the process ends.</summary>
    internal async Task RunAsync()
    {
        TimeProvider time = TimeProvider.System;
        long start = time.GetTimestamp();
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync())
        {
            // A late timer makes up for what it missed.
            for (long target = time.GetElapsedTime(start).Ticks / Tick.Ticks; _now < target;)
                Turn();
        }
    }

    /// <summary>Until <paramref name="tick"/> has begun; it lies less than 128 ticks ahead.</summary>
    internal Task WaitAsync(long tick)
    {
        lock (_lock)
        {
            return tick <= _now ? Task.CompletedTask : _slots[tick % Slots].Task;
        }
    }

    private void Turn()
    {
        TaskCompletionSource due;
        lock (_lock)
        {
            _now++;
            due = _slots[_now % Slots];
            _slots[_now % Slots] = Create();
        }
        due.SetResult();
    }

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
