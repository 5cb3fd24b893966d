using System.Diagnostics;
using Edge.Faults;
using Edge.Transport;

namespace Edge.Upstream;

/// <summary>
/// The connections of one event loop to one replica: idle ones, leased ones, those being made, and who waits on this loop. A lease or
/// a return takes no lock; the books of the whole replica are asked only when a connection is made or closed, or when somebody lacks one.
/// On the loop's thread, save what says otherwise.
/// </summary>
/// <remarks>
/// Invariant between calls: each of those who wait is covered by a connect under way or by a place in the books' queue for room.
/// </remarks>
internal sealed class LoopPool : IRoomWaiter, ILoopWork
{
    private readonly EventLoop _loop;
    private readonly ConnectionPool _books;
    private readonly NameCache _names;
    private readonly TimeProvider _time;
    private readonly List<LoopUpstream> _idle = [];
    private readonly Queue<LoopUpstream> _returned = new();
    private readonly WaitQueue<ILoopLease> _waiting = new();
    private readonly Lock _told = new();
    private readonly List<Era> _roomsGiven = [];
    private int _roomsRefused;
    private bool _recheck;
    private bool _isPosted;
    private int _asked;
    private int _idleCount;
    private int _inUse;
    private int _connecting;
    private int _waitingCount;

    /// <summary>Creates the pool of <paramref name="loop"/> and makes it known to <paramref name="books"/>.</summary>
    internal LoopPool(EventLoop loop, ConnectionPool books, NameCache names, TimeProvider time)
    {
        (_loop, _books, _names, _time) = (loop, books, names, time);
        books.AddLoop(loop.Index, this);
    }

    /// <summary>Connections that wait to be used. From any thread.</summary>
    internal int Idle => Volatile.Read(ref _idleCount);

    /// <summary>Connections leased and not yet returned. From any thread.</summary>
    internal int InUse => Volatile.Read(ref _inUse);

    /// <summary>Connects under way. From any thread.</summary>
    internal int Connecting => Volatile.Read(ref _connecting);

    /// <summary>Waiters not yet served. From any thread.</summary>
    internal int Waiting => Volatile.Read(ref _waitingCount);

    /// <summary>The idle connection used last, or null: then the caller may <see cref="Enqueue"/>. Allocates nothing.</summary>
    internal LoopUpstream? TryLease(ILoopLease owner)
    {
        _loop.AssertCurrent();
        while (_idle.Count > 0)
        {
            LoopUpstream connection = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            _idleCount = _idle.Count;
            if (connection.Era != _books.CurrentEra)
            {
                Close(connection);
                continue;
            }
            connection.Owner = owner;
            _inUse++;
            return connection;
        }
        return null;
    }

    /// <summary>Makes <paramref name="waiter"/> wait, first come, first served. False when too many wait for the replica: it hears nothing.</summary>
    internal bool Enqueue(ILoopLease waiter)
    {
        _loop.AssertCurrent();
        // Before it asks: its place among those who want room is not to look older than itself.
        long now = _loop.Clock.Now;
        // A connect begun for somebody who has gone since will serve this one.
        if (_waiting.Count >= _connecting && !TryAsk())
            return false;
        _waiting.Enqueue(waiter, now);
        _waitingCount = _waiting.Count;
        return true;
    }

    /// <summary>Takes <paramref name="waiter"/> out of the queue: it will hear nothing. A connect begun for it goes on and serves the next one.</summary>
    internal void Cancel(ILoopLease waiter)
    {
        _loop.AssertCurrent();
        if (!_waiting.Remove(waiter))
            return;
        _waitingCount = _waiting.Count;
        AskForLess();
    }

    /// <summary>Gives a leased connection back, once; closed unless <paramref name="reusable"/>, by a reset where <paramref name="reset"/>.</summary>
    internal void Return(LoopUpstream connection, bool reusable, bool reset = false)
    {
        _loop.AssertCurrent();
        Debug.Assert(connection.Owner is not null, "a connection was returned twice");
        connection.Owner = null;
        _inUse--;
        bool keep = reusable && IsFit(connection);
        if (keep && _waiting.Count > _returned.Count && _waiting.FirstSince <= _books.LackingSince)
        {
            // Later: whoever waits is not to run in the middle of whoever returns.
            connection.IsReused = true;
            _returned.Enqueue(connection);
            if (_returned.Count == 1)
                Recheck();
        }
        else if (keep && !_books.IsContended)
        {
            Keep(connection);
        }
        else
        {
            Close(connection, reset);
        }
    }

    /// <summary>Has the loop look whether it may keep its idle connections, and who has waited too long. From any thread.</summary>
    internal void Recheck()
    {
        lock (_told)
        {
            _recheck = true;
            Tell();
        }
    }

    void IRoomWaiter.RoomGiven(Era era)
    {
        lock (_told)
        {
            _roomsGiven.Add(era);
            Tell();
        }
    }

    void IRoomWaiter.RoomRefused()
    {
        lock (_told)
        {
            _roomsRefused++;
            Tell();
        }
    }

    /// <summary>What others have told.</summary>
    void ILoopWork.Run()
    {
        Era[] given;
        int refused;
        bool recheck;
        lock (_told)
        {
            given = [.. _roomsGiven];
            _roomsGiven.Clear();
            (refused, recheck) = (_roomsRefused, _recheck);
            (_roomsRefused, _recheck, _isPosted) = (0, false, false);
        }
        foreach (Era era in given)
        {
            _asked--;
            if (_waiting.Count > _connecting)
                Connect(era);
            else
                _books.GiveRoomBack();
        }
        for (; refused > 0; refused--)
        {
            _asked--;
            if (_waiting.Count > _connecting + _asked)
                FailFirst(FaultKind.QueueTimeout);
        }
        while (_returned.TryDequeue(out LoopUpstream? connection))
            HandOn(connection);
        if (!recheck)
            return;
        FailLate();
        CloseUnwanted();
    }

    /// <summary>A connect has ended well.</summary>
    internal void Connected(LoopUpstream connection)
    {
        connection.Connect = null;
        _connecting--;
        _books.NoteConnected();
        if (connection.Era != _books.CurrentEra)
        {
            // The settings have changed meanwhile. Whoever waits still needs one.
            Close(connection);
            Cover();
        }
        else
        {
            ServeOrKeep(connection);
        }
    }

    /// <summary>
    /// A connect has ended badly: whoever waits longest hears it, unless another connect will serve it. That of an
    /// <paramref name="era"/> no longer in force says nothing to anybody.
    /// </summary>
    internal void ConnectFailed(Era era, FaultKind fault, string failure)
    {
        _connecting--;
        if (era != _books.CurrentEra)
        {
            _books.GiveRoomBack();
            Cover();
            return;
        }
        _books.GiveRoomBack(failure);
        if (_waiting.Count > _connecting + _asked)
            FailFirst(fault);
    }

    /// <summary>An idle connection has something to say: an end, or bytes nobody asked for.</summary>
    internal void DropIdle(LoopUpstream connection)
    {
        // A connect's own "writable" may come late; it says nothing. One that is about to be handed on is looked at there.
        if (!_returned.Contains(connection) && !IsFit(connection) && Forget(connection))
            Close(connection);
    }

    /// <summary>Closes an idle connection that is too old, else looks again when it will be.</summary>
    internal void LookAtIdle(LoopUpstream connection)
    {
        if (_loop.Clock.Now - connection.IdleSince < _books.IdleLimit)
            SetTimer(connection);
        else if (Forget(connection))
            Close(connection);
    }

    /// <summary>The loop has closed a connection that nobody had leased: it stops.</summary>
    internal void Lost(LoopUpstream connection)
    {
        if (connection.Connect is not null)
        {
            connection.Connect = null;
            ConnectFailed(connection.Era, FaultKind.Internal, "the loop gave the connect up");
        }
        else if (!_returned.Contains(connection))
        {
            Forget(connection);
            _books.GiveRoomBack();
        }
    }

    /// <summary>Begins a connect if there is room, else waits for some; false when too many do.</summary>
    private bool TryAsk()
    {
        if (_books.TryTakeRoom(out Era? era))
            Connect(era);
        else if (_books.EnqueueRoom(this))
            _asked++;
        else
            return false;
        return true;
    }

    private void Serve(LoopUpstream connection)
    {
        if (!_waiting.TryDequeue(out ILoopLease? waiter))
            return;
        _waitingCount = _waiting.Count;
        connection.Owner = waiter;
        _inUse++;
        waiter.Leased(connection);
    }

    /// <summary>A connection that came back while somebody waited goes to the one who waits longest now.</summary>
    private void HandOn(LoopUpstream connection)
    {
        if (IsFit(connection))
            ServeOrKeep(connection);
        else
            Close(connection);
        Cover();
    }

    private void ServeOrKeep(LoopUpstream connection)
    {
        if (_waiting.Count > 0)
        {
            Serve(connection);
            AskForLess();
        }
        else if (_books.IsContended || !IsFit(connection))
        {
            Close(connection);
        }
        else
        {
            Keep(connection);
        }
    }

    /// <summary>Whoever waits and is not provided for any more is again.</summary>
    private void Cover()
    {
        if (_waiting.Count > _connecting + _asked && !TryAsk())
            FailFirst(FaultKind.QueueFull);
    }

    private void FailFirst(FaultKind fault)
    {
        if (!_waiting.TryDequeue(out ILoopLease? waiter))
            return;
        _waitingCount = _waiting.Count;
        waiter.LeaseFailed(fault);
    }

    private void FailLate()
    {
        while (_waiting.FirstSince <= _loop.Clock.Now - _books.QueueTimeout)
        {
            FailFirst(FaultKind.QueueTimeout);
            AskForLess();
        }
    }

    /// <summary>Someone who waited is served or gone: a place in the queue for room that nobody needs any more is left.</summary>
    private void AskForLess()
    {
        if (_asked > 0 && _asked + _connecting > _waiting.Count && _books.CancelRoom(this))
            _asked--;
    }

    private void Connect(Era era)
    {
        _connecting++;
        new LoopConnect(this, _loop, era).Begin(_names, _time);
    }

    private void Keep(LoopUpstream connection)
    {
        connection.IsReused = true;
        connection.IdleSince = _loop.Clock.Now;
        _idle.Add(connection);
        _idleCount = _idle.Count;
        if (!connection.HasTimer)
            SetTimer(connection);
    }

    private void SetTimer(LoopUpstream connection)
    {
        connection.HasTimer = true;
        _loop.SetTimer(connection, connection.IdleSince + _books.IdleLimit);
    }

    private bool Forget(LoopUpstream connection)
    {
        bool was = _idle.Remove(connection);
        _idleCount = _idle.Count;
        return was;
    }

    private void Close(LoopUpstream connection, bool reset = false)
    {
        if (connection.Descriptor >= 0)
            _loop.Close(connection, reset);
        _books.GiveRoomBack();
    }

    /// <summary>The oldest first, and no more than must be.</summary>
    private void CloseUnwanted()
    {
        while (_idle.Count > 0 && (_books.IsContended || _idle[0].Era != _books.CurrentEra))
        {
            LoopUpstream oldest = _idle[0];
            _idle.RemoveAt(0);
            _idleCount = _idle.Count;
            Close(oldest);
        }
    }

    /// <summary>Has <see cref="ILoopWork.Run"/> called, once for all that is told before.</summary>
    private void Tell()
    {
        if (_isPosted)
            return;
        _isPosted = _loop.Post(this);
    }

    /// <summary>
    /// Whether it may carry another request: made as connections are made now, open, and silent, since what came unasked would be
    /// taken for the next answer. The kernel is asked only where the last read left that open. One that is not is to be closed.
    /// </summary>
    private bool IsFit(LoopUpstream connection) =>
        connection.Descriptor >= 0 && !connection.State.PeerEnded && connection.Era == _books.CurrentEra
        && (!connection.State.Readable || connection.IsSilent());
}
