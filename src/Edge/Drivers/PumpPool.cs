using Edge.Forwarding;

namespace Edge.Drivers;

/// <summary>Pumps to be used again, and the list of all of them for the heartbeat. Safe from any thread.</summary>
internal sealed class PumpPool(ForwardingServices services)
{
    private readonly Lock _lock = new();
    private readonly Stack<KestrelPump> _free = new();
    private KestrelPump[] _all = [];
    private int _count;

    /// <summary>Pumps at work now.</summary>
    internal int Busy
    {
        get
        {
            lock (_lock)
                return _count - _free.Count;
        }
    }

    /// <summary>A pump at rest.</summary>
    internal KestrelPump Rent()
    {
        lock (_lock)
        {
            if (_free.TryPop(out KestrelPump? pump))
                return pump;
            pump = new KestrelPump(this, services);
            if (_count == _all.Length)
                Array.Resize(ref _all, Math.Max(16, _count * 2));
            _all[_count++] = pump;
            return pump;
        }
    }

    /// <summary>Takes a pump back.</summary>
    internal void Return(KestrelPump pump)
    {
        lock (_lock)
            _free.Push(pump);
    }

    /// <summary>Forgets a pump that is not to be used again.</summary>
    internal void Discard(KestrelPump pump)
    {
        lock (_lock)
        {
            int at = Array.IndexOf(_all, pump, 0, _count);
            // A copy, because the heartbeat may be walking the array.
            KestrelPump[] rest = [.. _all];
            rest[at] = rest[--_count];
            _all = rest;
        }
    }

    /// <summary>The heartbeat: wakes the pumps whose deadline has passed.</summary>
    internal void Sweep() => Wake(services.Clock.Now);

    /// <summary>Wakes all pumps: each request looks at the time, and at whether it is to end.</summary>
    internal void Wake() => Wake(long.MaxValue);

    private void Wake(long now)
    {
        KestrelPump[] all;
        int count;
        lock (_lock)
            (all, count) = (_all, _count);
        for (int i = 0; i < count; i++)
        {
            if (all[i].Deadline <= now)
                ThreadPool.UnsafeQueueUserWorkItem(all[i], preferLocal: false);
        }
    }
}
