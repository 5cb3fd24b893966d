using System.Diagnostics;

namespace NATS.Client.Core.Wire;

/// <summary>Who waits for the pongs of a connection: they come in the order of the pings.</summary>
internal sealed class PingQueue
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource<TimeSpan>?> _waiting = new();
    private readonly Queue<long> _sent = new();
    private bool _closed;

    /// <summary>A ping is about to be sent; <paramref name="waiter"/> gets its round trip, or is cancelled when the connection ends.</summary>
    internal void Add(TaskCompletionSource<TimeSpan>? waiter)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _waiting.Enqueue(waiter);
                _sent.Enqueue(Stopwatch.GetTimestamp());
                return;
            }
        }
        waiter?.TrySetCanceled();
    }

    /// <summary>A pong came.</summary>
    internal void Complete()
    {
        TaskCompletionSource<TimeSpan>? waiter;
        long sent;
        lock (_gate)
        {
            if (!_waiting.TryDequeue(out waiter))
                return;
            sent = _sent.Dequeue();
        }
        waiter?.TrySetResult(Stopwatch.GetElapsedTime(sent));
    }

    /// <summary>No pong will come any more.</summary>
    internal void Close()
    {
        TaskCompletionSource<TimeSpan>?[] left;
        lock (_gate)
        {
            _closed = true;
            left = [.. _waiting];
            _waiting.Clear();
        }
        foreach (TaskCompletionSource<TimeSpan>? waiter in left)
            waiter?.TrySetCanceled();
    }
}
