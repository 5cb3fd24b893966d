using System.Diagnostics;
using System.Runtime.InteropServices;
using Edge.Buffers;

namespace Edge.Transport;

/// <summary>
/// A thread that waits for many descriptors and calls their handles. Under load its only system call is epoll_wait; when
/// nothing happens it sleeps, with any number of connections.
/// <para>The contract:</para>
/// <list type="bullet">
/// <item>A descriptor is registered once, edge-triggered, for all it will ever wait for. Readiness is said once: whoever
/// stops before EAGAIN must remember that there is more, and ask for another turn (<see cref="Again"/>).</item>
/// <item>A handler does not block. It bounds what it does in one turn (256 KiB) and goes on with <see cref="Again"/>, so that
/// all others have theirs in between.</item>
/// <item>A handler that throws is a mistake of ours: it is reported, and its handle is closed and told so
/// (<see cref="LoopHandle.OnAbandoned"/>). The loop goes on.</item>
/// <item>After <see cref="Close"/> or <see cref="Remove"/> a handle is not called any more, not even for events that were
/// reported before; it may be added again at once.</item>
/// <item>Timers fire by the coarse clock, which they are set by: never early, late by up to a beat (50 ms) and a slot (64 ms).</item>
/// <item>Members belong to the loop's thread unless they say otherwise.</item>
/// </list>
/// </summary>
internal sealed unsafe class EventLoop : IDisposable
{
    /// <summary>
    /// Bytes of <see cref="Scratch"/>: the most one receive takes, two blocks of a body and the head before them. An answer of 64 KiB
    /// then comes in one receive, which saves a read and a write for its last hundred bytes.
    /// </summary>
    internal const int ScratchSize = 68 * 1024;
    private const uint EdgeTriggered = 1u << 31;
    private const ulong WakeTicket = ulong.MaxValue;

    // The clock is moved on every 50 ms. Sleeping that much longer than its distance to a slot wakes the loop once, not twice.
    private const int Beat = 50;

    private readonly CoarseClock _clock;
    private readonly Action<Exception> _onMistake;
    private readonly EventBatch _events = new();
    private readonly WorkQueue _work = new();
    private readonly HandleTable _handles = new();
    private readonly ReadyList _ready = new();
    private readonly TimerWheel _timers;
    private readonly Thread _thread;
    private readonly TurnMeter _meter = new();
    private byte* _scratch = (byte*)NativeMemory.AlignedAlloc(ScratchSize, 4096);

    /// <summary>
    /// A loop that does not run yet; work may be posted. <paramref name="clock"/> is only read; <paramref name="onMistake"/> is
    /// called on the loop's thread with what a handler threw, and must not throw. Throws
    /// <see cref="System.Net.Sockets.SocketException"/> when the process has no descriptors left.
    /// </summary>
    internal EventLoop(int index, CoarseClock clock, Action<Exception> onMistake)
    {
        (Index, _clock, _onMistake) = (index, clock, onMistake);
        _timers = new TimerWheel(clock.Now);
        _thread = new Thread(Run) { IsBackground = true, Name = $"edge-loop-{index}" };
        SocketErrors.Check(_events.Add(_work.Descriptor, (uint)Readiness.In | EdgeTriggered, WakeTicket));
    }

    /// <summary>Its number among the loops of the process.</summary>
    internal int Index { get; }

    /// <summary>The time its timers are set by; only read here.</summary>
    internal CoarseClock Clock => _clock;

    /// <summary>Handles on it; exact on the loop's thread, roughly right on others.</summary>
    internal int Count => _handles.Count;

    /// <summary>How often it has waited for events and handled them since the start. From any thread.</summary>
    internal long Turns => _meter.Turns;

    /// <summary>Whether the calling thread is this loop's. From any thread.</summary>
    internal bool IsCurrent => Environment.CurrentManagedThreadId == _thread.ManagedThreadId;

    /// <summary>A buffer to receive into, in native memory; its bytes are valid until control returns to the loop.</summary>
    internal Span<byte> Scratch
    {
        get
        {
            AssertCurrent();
            return new Span<byte>(_scratch, ScratchSize);
        }
    }

    /// <summary>Starts the thread, <c>edge-loop-0</c> and so on. Once, from any thread.</summary>
    internal void Start() => _thread.Start();

    /// <summary>In DEBUG: fails unless called on the loop's thread.</summary>
    [Conditional("DEBUG")]
    internal void AssertCurrent() => Debug.Assert(IsCurrent, "this belongs to the loop's thread");

    /// <summary>
    /// Registers <paramref name="descriptor"/>, which is non-blocking and belongs to the loop from now on. What it is ready for
    /// already is reported in the next turn. False when the kernel has no room (ENOMEM, ENOSPC): the handle is not on the loop,
    /// the descriptor still the caller's.
    /// </summary>
    internal bool Add(LoopHandle handle, int descriptor, Readiness interest, bool edgeTriggered = true)
    {
        AssertCurrent();
        ulong ticket = _handles.Add(handle);
        if (_events.Add(descriptor, (uint)interest | (edgeTriggered ? EdgeTriggered : 0), ticket) < 0)
        {
            _handles.Remove(handle);
            return false;
        }
        handle.Descriptor = descriptor;
        return true;
    }

    /// <summary>Takes a handle off the loop and returns its descriptor, open, which is the caller's now.</summary>
    internal int Remove(LoopHandle handle)
    {
        int descriptor = Detach(handle);
        _events.Delete(descriptor);
        return descriptor;
    }

    /// <summary>Takes a handle off the loop and closes its descriptor; with <paramref name="reset"/> the peer sees a reset (RST), not an end.</summary>
    internal void Close(LoopHandle handle, bool reset = false)
    {
        int descriptor = Detach(handle);
        if (reset)
            LoopSocket.ResetAtClose(descriptor);
        LoopSocket.Close(descriptor);
    }

    /// <summary>Asks for a call of <see cref="LoopHandle.OnTurn"/> in the next turn, behind its events; once, however often it is asked for.</summary>
    internal void Again(LoopHandle handle)
    {
        AssertCurrent();
        Debug.Assert(handle.Slot >= 0, "the handle is on no loop");
        _ready.Add(handle);
    }

    /// <summary>
    /// Sets or moves the one timer of a handle to a time of the coarse clock. O(1), and next to nothing when moved to later.
    /// </summary>
    internal void SetTimer(LoopHandle handle, long atMilliseconds)
    {
        AssertCurrent();
        Debug.Assert(handle.Slot >= 0, "the handle is on no loop");
        _timers.Set(handle, atMilliseconds);
    }

    /// <summary>Turns the timer of a handle off, if it is on.</summary>
    internal void ClearTimer(LoopHandle handle)
    {
        AssertCurrent();
        _timers.Clear(handle);
    }

    /// <summary>
    /// Has <paramref name="work"/> run on the loop's thread, in the order it was posted. From any thread, before the start too.
    /// Makes a system call only when the loop sleeps. False after <see cref="Stop"/>: the work is not run.
    /// </summary>
    internal bool Post(ILoopWork work) => _work.Post(work);

    /// <summary>The longest turn of the last 15 to 30 s, one that is running included. From any thread.</summary>
    internal TimeSpan Lag => _meter.Longest();

    /// <summary>Reports a mistake of ours that nobody expected and that was survived.</summary>
    internal void Report(Exception mistake) => _onMistake(mistake);

    /// <summary>
    /// Ends the thread after the current turn and closes the handles that are there. Work posted before is run. From any thread;
    /// <see cref="Dispose"/> waits for the end.
    /// </summary>
    internal void Stop() => _work.Stop();

    /// <summary>Stops, waits for the thread and frees what is native. Not from the loop's own thread.</summary>
    public void Dispose()
    {
        Debug.Assert(!IsCurrent, "the loop cannot wait for itself");
        if (_scratch is null)
            return;
        Stop();
        if ((_thread.ThreadState & System.Threading.ThreadState.Unstarted) == 0)
            _thread.Join();
        _work.Dispose();
        _events.Dispose();
        NativeMemory.AlignedFree(_scratch);
        _scratch = null;
    }

    private int Detach(LoopHandle handle)
    {
        AssertCurrent();
        int descriptor = handle.Descriptor;
        _ready.Remove(handle);
        _timers.Clear(handle);
        _handles.Remove(handle);
        handle.Descriptor = -1;
        return descriptor;
    }

    private void Run()
    {
        while (!_work.IsStopping)
            Turn();
        RunPosted();
        while (_handles.Any() is { } handle)
            Abandon(handle);
    }

    private void Turn()
    {
        bool sleeps = !_ready.Begin() && _work.TrySleep();
        int count = _events.Wait(sleeps ? SleepTime() : 0);
        _work.Awake();
        _meter.Begin();
        for (int i = 0; i < count; i++)
        {
            if (_handles.Find(_events.Data(i)) is { } handle)
                Deliver(handle, Event.Ready, _events.Ready(i));
        }
        while (_ready.Take() is { } handle)
            Deliver(handle, Event.Turn);
        RunPosted();
        long now = _clock.Now;
        while (_timers.TakeDue(now) is { } handle)
            Deliver(handle, Event.Timer);
        _meter.End();
    }

    private int SleepTime() =>
        _timers.Next is { } at ? (int)Math.Clamp(at - _clock.Now + Beat, 0, int.MaxValue) : Timeout.Infinite;

    private void Deliver(LoopHandle handle, Event what, Readiness events = Readiness.None)
    {
        ulong ticket = _handles.TicketOf(handle);
        long begun = SlowHandler.Begin();
        try
        {
            if (what == Event.Ready)
                handle.OnReady(events);
            else if (what == Event.Turn)
                handle.OnTurn();
            else
                handle.OnTimer();
        }
        catch (Exception e)
        {
            _onMistake(e);
            // It may have closed itself before it threw, and even stand for another descriptor by now.
            if (_handles.Find(ticket) is not null)
                Abandon(handle);
        }
        SlowHandler.End(begun);
    }

    private void RunPosted()
    {
        foreach (ref ILoopWork? place in _work.Take())
        {
            ILoopWork work = place!;
            place = null;
            try
            {
                work.Run();
            }
            catch (Exception e)
            {
                _onMistake(e);
            }
        }
    }

    private void Abandon(LoopHandle handle)
    {
        Close(handle);
        try
        {
            handle.OnAbandoned();
        }
        catch (Exception e)
        {
            _onMistake(e);
        }
    }

    private enum Event
    {
        Ready,
        Turn,
        Timer,
    }
}
