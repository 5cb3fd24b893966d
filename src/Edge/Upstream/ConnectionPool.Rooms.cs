using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Edge.Upstream;

/// <content>
/// Connections that live on event loops. They are made, kept and used there, without a lock; here they are only counted, so that the
/// limits of a replica hold for all loops together. A loop takes a room before it connects and gives it back when it has closed.
/// </content>
internal sealed partial class ConnectionPool
{
    private readonly WaitQueue<IRoomWaiter> _rooms = new();
    private LoopPool?[] _loops = [];
    private int _outside;
    private volatile bool _isContended;
    private long _lackingSince = long.MaxValue;

    /// <summary>Whether connections speak TLS; those never live on a loop.</summary>
    internal bool IsTls => _era.Endpoint.IsTls;

    /// <summary>
    /// Whether somebody lacks room, or there are too many connections, or the pool is retired: then a loop keeps no idle connection.
    /// A plain read, for every request.
    /// </summary>
    internal bool IsContended => _isContended;

    /// <summary>
    /// Since when somebody waits whom no connect will serve, in ms of the coarse clock; never while there is nobody. A loop whose own
    /// have waited less gives its connection up, else the callers of other loops would starve. A plain read.
    /// </summary>
    internal long LackingSince => Volatile.Read(ref _lackingSince);

    /// <summary>How long an unused connection is kept, in milliseconds.</summary>
    internal long IdleLimit => _limits.IdleLimit;

    /// <summary>How long a waiter waits, its connect included, in milliseconds.</summary>
    internal long QueueTimeout => _limits.QueueTimeout;

    /// <summary>The time that connections are made in now; one of another is not used again.</summary>
    internal Era CurrentEra => _era;

    /// <summary>How many may wait: beside those of the queue, one for each connection that a loop does not need and will be asked for.</summary>
    private int Places => _limits.MaxQueue + OnLoops(static loop => loop.Idle);

    private int Queued => Math.Max(0, _waiters.Count - _connecting) + _rooms.Count;

    /// <summary>The connections of loop <paramref name="index"/>, or null before there are any.</summary>
    internal LoopPool? OnLoop(int index)
    {
        LoopPool?[] loops = Volatile.Read(ref _loops);
        return (uint)index < (uint)loops.Length ? loops[index] : null;
    }

    /// <summary>Makes the connections of a loop known.</summary>
    internal void AddLoop(int index, LoopPool loop)
    {
        lock (_lock)
        {
            // A copy, because others read the array without the lock.
            var loops = new LoopPool?[Math.Max(_loops.Length, index + 1)];
            _loops.CopyTo(loops, 0);
            Debug.Assert(loops[index] is null);
            loops[index] = loop;
            Volatile.Write(ref _loops, loops);
        }
    }

    /// <summary>Takes room for one connection of a loop, to be made as <paramref name="era"/> says; false when others wait or none is left.</summary>
    internal bool TryTakeRoom([NotNullWhen(true)] out Era? era)
    {
        UpstreamConnection? idle = null;
        lock (_lock)
        {
            bool taken = Queued == 0 && TryMakeRoom(out idle);
            era = taken ? _era : null;
            Judge();
        }
        idle?.Close();
        return era is not null;
    }

    /// <summary>Makes <paramref name="waiter"/> wait for room. False when the queue is full: it hears nothing.</summary>
    internal bool EnqueueRoom(IRoomWaiter waiter)
    {
        lock (_lock)
        {
            if (Queued >= Places && Total >= _limits.MaxConnections)
                return false;
            _rooms.Enqueue(waiter, _clock.Now);
        }
        Pump();
        Reclaim();
        return true;
    }

    /// <summary>Takes <paramref name="waiter"/> out of the queue once. False: it was called, or is being called now.</summary>
    internal bool CancelRoom(IRoomWaiter waiter)
    {
        lock (_lock)
        {
            bool removed = _rooms.Remove(waiter);
            Judge();
            return removed;
        }
    }

    /// <summary>A connection of a loop has closed, or could not be made: then <paramref name="failure"/> says why, for operators.</summary>
    internal void GiveRoomBack(string? failure = null)
    {
        lock (_lock)
        {
            _outside--;
            Debug.Assert(_outside >= 0, "room was given back twice");
            if (failure is not null)
                LastFailure = failure;
        }
        Pump();
    }

    /// <summary>A connection of a loop stands.</summary>
    internal void NoteConnected() => LastFailure = null;

    private bool TryGiveRoom(out IRoomWaiter? waiter, out UpstreamConnection? idle)
    {
        waiter = null;
        return TryMakeRoom(out idle) && _rooms.TryDequeue(out waiter);
    }

    /// <summary>Under the lock: counts one more connection on loops, in place of an idle one of ours, to be closed, where there are no more.</summary>
    private bool TryMakeRoom(out UpstreamConnection? idle)
    {
        idle = null;
        if (Total >= _limits.MaxConnections && !_idle.TryPop(out idle))
            return false;
        _outside++;
        return true;
    }

    /// <summary>Under the lock: brings <see cref="IsContended"/> and <see cref="LackingSince"/> up to date.</summary>
    private void Judge()
    {
        bool contended = _isRetired || Total > _limits.MaxConnections || _rooms.Count > 0
            || (_waiters.Count > _connecting && Total >= _limits.MaxConnections);
        if (_isContended != contended)
            _isContended = contended;
        long since = Math.Min(_rooms.FirstSince, _waiters.Count > _connecting ? _waiters.FirstSince : long.MaxValue);
        if (_lackingSince != since)
            Volatile.Write(ref _lackingSince, since);
    }

    /// <summary>Has the loops look whether they may keep their idle connections, where others lack some, or <paramref name="all"/> have to.</summary>
    private void Reclaim(bool all = false)
    {
        foreach (LoopPool? loop in Volatile.Read(ref _loops))
        {
            if (loop is { Idle: > 0 } && (_isContended || all))
                loop.Recheck();
        }
    }

    /// <summary>
    /// Has the loops look at the clock where somebody waits. One that kept a connection in the very moment somebody came to lack one has
    /// not been asked for it: it is now.
    /// </summary>
    private void SweepLoops()
    {
        foreach (LoopPool? loop in Volatile.Read(ref _loops))
        {
            if (loop is { Waiting: > 0 } || (_isContended && loop is { Idle: > 0 }))
                loop.Recheck();
        }
    }

    private int OnLoops(Func<LoopPool, int> count)
    {
        int sum = 0;
        foreach (LoopPool? loop in Volatile.Read(ref _loops))
        {
            if (loop is not null)
                sum += count(loop);
        }
        return sum;
    }
}
