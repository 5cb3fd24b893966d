using System.Diagnostics;

namespace Edge.Transport;

/// <summary>
/// Work for a loop, from any thread. The loop sleeps and wakes without a lock; whoever posts wakes it by a write to an eventfd,
/// and only when it sleeps. The lock is held for a few instructions, by those who post and by the loop when there is something.
/// </summary>
internal sealed class WorkQueue : IDisposable
{
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    private readonly Lock _lock = new();
    private ILoopWork?[] _posted = new ILoopWork?[64];
    private ILoopWork?[] _running = new ILoopWork?[64];
    private int _count;
    private bool _asleep;
    private bool _stopping;

    /// <summary>Throws <see cref="System.Net.Sockets.SocketException"/> when there is no descriptor for it.</summary>
    internal WorkQueue() => Descriptor = SocketErrors.Check(Native.CreateEvent(0, NonBlocking | CloseOnExec));

    /// <summary>The eventfd. Registered edge-triggered it need never be read: each write is an event of its own (epoll(7)).</summary>
    internal int Descriptor { get; }

    /// <summary>Whether <see cref="Stop"/> was called.</summary>
    internal bool IsStopping => Volatile.Read(ref _stopping);

    /// <summary>Adds work; false after <see cref="Stop"/>: it will not be done.</summary>
    internal bool Post(ILoopWork work)
    {
        lock (_lock)
        {
            if (_stopping)
                return false;
            if (_count == _posted.Length)
                Array.Resize(ref _posted, _count * 2);
            _posted[_count] = work;
            Volatile.Write(ref _count, _count + 1);
            Wake();
            return true;
        }
    }

    /// <summary>Asks the loop to end.</summary>
    internal void Stop()
    {
        lock (_lock)
        {
            if (_stopping)
                return;
            Volatile.Write(ref _stopping, true);
            Wake();
        }
    }

    /// <summary>By the loop, before it sleeps: whether it may. From here until <see cref="Awake"/> whoever posts wakes it.</summary>
    internal bool TrySleep()
    {
        Volatile.Write(ref _asleep, true);
        // Store before load, on both sides: either the loop sees the work, or who posted it sees the loop asleep.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _count) == 0 && !IsStopping)
            return true;
        Awake();
        return false;
    }

    /// <summary>By the loop: it looks for work itself from now on.</summary>
    internal void Awake() => Volatile.Write(ref _asleep, false);

    /// <summary>By the loop: what was posted so far, to be run and set to null one by one.</summary>
    internal Span<ILoopWork?> Take()
    {
        if (Volatile.Read(ref _count) == 0)
            return default;
        lock (_lock)
        {
            (_posted, _running) = (_running, _posted);
            int count = _count;
            Volatile.Write(ref _count, 0);
            return _running.AsSpan(0, count);
        }
    }

    /// <summary>After <see cref="Stop"/>, since nobody writes to the descriptor then.</summary>
    public void Dispose()
    {
        Debug.Assert(_stopping);
        _ = Native.Close(Descriptor);
    }

    private unsafe void Wake()
    {
        Interlocked.MemoryBarrier();
        if (!_asleep)
            return;
        _asleep = false;
        ulong one = 1;
        _ = Native.Write(Descriptor, &one, sizeof(ulong));
    }
}
