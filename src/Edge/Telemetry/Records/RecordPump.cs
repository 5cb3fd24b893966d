namespace Edge.Telemetry.Records;

/// <summary>
/// The one thread that reads records, and what it gives them to. It sleeps until somebody wakes it: a ring that fills, or the heartbeat
/// when something waits.
/// </summary>
internal sealed class RecordPump : IRecordSink, IDisposable
{
    private readonly Lock _lock = new();

    // Not a SemaphoreSlim: that spins before it sleeps, which took a quarter of this thread's time, and it is often on a loop's core.
    private readonly AutoResetEvent _signal = new(initialState: false);
    private readonly Action<Exception> _onMistake;
    private readonly Thread _thread;
    private IRecordSink[] _sinks = [];
    private RecordRing[] _rings = [];
    private int _woken;
    private volatile bool _stopped;

    /// <summary>Not started yet. <paramref name="onMistake"/> hears of a sink that threw: that record is lost to it, and it goes on.</summary>
    internal RecordPump(Action<Exception> onMistake)
    {
        _onMistake = onMistake;
        _thread = new Thread(Run) { IsBackground = true, Name = "edge-telemetry" };
    }

    /// <summary>Records dropped because nobody read them in time.</summary>
    internal long Dropped
    {
        get
        {
            long sum = 0;
            foreach (RecordRing ring in Volatile.Read(ref _rings))
                sum += ring.Dropped;
            return sum;
        }
    }

    /// <summary>A ring of its own for one writer, or one for <paramref name="manyWriters"/>. Rings are never given back.</summary>
    internal RecordRing NewRing(bool manyWriters)
    {
        var ring = new RecordRing(Wake, manyWriters);
        lock (_lock)
            Volatile.Write(ref _rings, [.. _rings, ring]);
        return ring;
    }

    /// <summary>Starts reading for <paramref name="sinks"/>; what was written before waits in the rings.</summary>
    internal void Start(params IRecordSink[] sinks)
    {
        _sinks = sinks;
        _thread.Start();
    }

    /// <summary>Has it look now. From any thread; never blocks.</summary>
    internal void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) == 0)
            _signal.Set();
    }

    /// <summary>Has it look if something waits: called at each beat.</summary>
    internal void WakeIfNeeded()
    {
        foreach (RecordRing ring in Volatile.Read(ref _rings))
        {
            if (ring.HasRecords)
            {
                Wake();
                return;
            }
        }
    }

    /// <summary>Reads what there is, and ends.</summary>
    public void Dispose()
    {
        _stopped = true;
        Wake();
        if ((_thread.ThreadState & ThreadState.Unstarted) == 0)
            _thread.Join();
        _signal.Dispose();
    }

    void IRecordSink.Take(in RequestRecord record)
    {
        foreach (IRecordSink sink in _sinks)
        {
            try
            {
                sink.Take(in record);
            }
            catch (Exception e)
            {
                _onMistake(e);
            }
        }
    }

    void IRecordSink.Flush()
    {
        foreach (IRecordSink sink in _sinks)
        {
            try
            {
                sink.Flush();
            }
            catch (Exception e)
            {
                _onMistake(e);
            }
        }
    }

    private void Run()
    {
        bool last;
        do
        {
            _signal.WaitOne();
            last = _stopped;
            Volatile.Write(ref _woken, 0);
            Interlocked.MemoryBarrier();
            int taken = 0;
            foreach (RecordRing ring in Volatile.Read(ref _rings))
                taken += ring.Drain(this);
            if (taken > 0)
                ((IRecordSink)this).Flush();
        }
        while (!last);
    }
}
