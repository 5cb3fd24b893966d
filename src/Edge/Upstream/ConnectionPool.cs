using System.Diagnostics.CodeAnalysis;
using Edge.Buffers;
using Edge.Faults;

namespace Edge.Upstream;

/// <summary>
/// The connections to one replica: idle ones, leased ones, those being made, and who waits for one. Safe from any thread; one
/// small lock guards the books, and nothing that blocks, closes or calls back happens under it.
/// Invariants between calls: nobody waits while one is idle; idle + used + being made never grow above the limit, those that live on
/// event loops included; whoever waits is served by a connect under way, by a used connection that will return, or by the queue timeout.
/// </summary>
internal sealed partial class ConnectionPool
{
    private readonly Lock _lock = new();
    private readonly IConnector _connector;
    private readonly CoarseClock _clock;
    private readonly IdleStack _idle = new();
    private readonly WaitQueue<ILeaseWaiter> _waiters = new();
    private volatile PoolLimits _limits;
    private volatile Era _era;
    private int _inUse;
    private int _connecting;
    private bool _isRetired;

    /// <summary>Creates a pool that makes its connections with <paramref name="connector"/> as they are asked for.</summary>
    internal ConnectionPool(UpstreamEndpoint endpoint, PoolLimits limits, IConnector connector, CoarseClock clock)
    {
        _limits = limits;
        _connector = connector;
        _clock = clock;
        _era = new Era(endpoint);
    }

    /// <summary>Connections that wait to be used.</summary>
    internal int Idle => Read(static pool => pool._idle.Count) + OnLoops(static loop => loop.Idle);

    /// <summary>Connections leased and not yet returned.</summary>
    internal int InUse => Read(static pool => pool._inUse) + OnLoops(static loop => loop.InUse);

    /// <summary>Connects under way.</summary>
    internal int Connecting => Read(static pool => pool._connecting) + OnLoops(static loop => loop.Connecting);

    /// <summary>Waiters not yet served.</summary>
    internal int Waiting => Read(static pool => pool._waiters.Count) + OnLoops(static loop => loop.Waiting);

    /// <summary>Why the last connect failed, for operators; null after one that did not.</summary>
    internal string? LastFailure { get; private set; }

    private int Total => _idle.Count + _inUse + _connecting + _outside;

    /// <summary>
    /// The idle connection used last, if one is still alive; else null, and the caller may <see cref="Enqueue"/>.
    /// Whoever gets one gives it to <see cref="Return"/> once. Allocates nothing.
    /// </summary>
    internal UpstreamConnection? TryLease()
    {
        while (true)
        {
            UpstreamConnection? connection;
            lock (_lock)
            {
                if (!TryPop(out connection))
                    return null;
            }
            if (connection.IsAlive())
            {
                connection.BeginLease(this);
                return connection;
            }
            if (Settle(connection, keep: false))
                Pump();
        }
    }

    /// <summary>
    /// Makes <paramref name="waiter"/> wait for the first connection that gets free or stands, first come, first served; a connect
    /// starts when there is room. False when the queue is full: the waiter hears nothing. A waiter waits once at a time.
    /// </summary>
    internal bool Enqueue(ILeaseWaiter waiter)
    {
        lock (_lock)
        {
            bool served = _waiters.Count < _connecting || _idle.Count > 0 || Total < _limits.MaxConnections;
            if (!served && Queued >= Places)
                return false;
            _waiters.Enqueue(waiter, _clock.Now);
        }
        Pump();
        Reclaim();
        return true;
    }

    /// <summary>
    /// Takes <paramref name="waiter"/> out of the queue. True: it will hear nothing. False: it was called, is being called now, or
    /// never waited. A connect begun for it goes on and serves the next one.
    /// </summary>
    internal bool Cancel(ILeaseWaiter waiter)
    {
        lock (_lock)
        {
            bool removed = _waiters.Remove(waiter);
            Judge();
            return removed;
        }
    }

    /// <summary>
    /// Gives a leased connection back, once. <paramref name="reusable"/>: the last answer was read to its end, both sides want to go
    /// on, nothing was read beyond it; otherwise it is closed.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is not leased from here: two requests would come to share it.</exception>
    internal void Return(UpstreamConnection connection, bool reusable)
    {
        if (!connection.TryEndLease(this))
            ThrowNotLeased();
        if (Settle(connection, reusable && connection.TryPark()))
            Pump();
    }

    /// <summary>Ends what is over by the clock: idle connections that are too old or closed by the peer, waiters that waited too long. Called by the heartbeat.</summary>
    internal void Sweep()
    {
        List<UpstreamConnection>? closed = null;
        List<ILeaseWaiter>? late = null;
        List<IRoomWaiter>? lateForRoom = null;
        lock (_lock)
        {
            _idle.RemoveOlder(_clock.Now - _limits.IdleLimit, ref closed);
            _idle.RemoveClosed(ref closed);
            while (_waiters.TryDequeueOlder(_clock.Now - _limits.QueueTimeout, out ILeaseWaiter? waiter))
                (late ??= []).Add(waiter);
            while (_rooms.TryDequeueOlder(_clock.Now - _limits.QueueTimeout, out IRoomWaiter? waiter))
                (lateForRoom ??= []).Add(waiter);
            Judge();
        }
        Close(closed);
        foreach (ILeaseWaiter waiter in late ?? [])
            waiter.LeaseFailed(FaultKind.QueueTimeout);
        foreach (IRoomWaiter waiter in lateForRoom ?? [])
            waiter.RoomRefused();
        SweepLoops();
    }

    /// <summary>
    /// Puts new settings into force and a retired pool back into service. Connections that the new endpoint would make
    /// differently are closed, used ones when they return.
    /// </summary>
    internal void Configure(UpstreamEndpoint endpoint, PoolLimits limits)
    {
        List<UpstreamConnection>? closed = null;
        Era? over = null;
        lock (_lock)
        {
            _limits = limits;
            _isRetired = false;
            if (_era.Endpoint != endpoint)
            {
                if (_era.Endpoint.SameConnections(endpoint))
                {
                    _era.Endpoint = endpoint;
                }
                else
                {
                    over = _era;
                    _era = new Era(endpoint);
                    _idle.RemoveOldest(_idle.Count, ref closed);
                }
            }
            _idle.RemoveOldest(Math.Max(0, Total - limits.MaxConnections), ref closed);
        }
        over?.GiveUp.Cancel();
        Close(closed);
        Pump();
        Reclaim(all: true);
    }

    /// <summary>
    /// Takes the pool out of service: idle connections close now, used ones when they return. Whoever still waits is
    /// served, and requests that began before may go on asking; nothing is kept for later.
    /// </summary>
    internal void Retire()
    {
        List<UpstreamConnection>? closed = null;
        Era? over = null;
        lock (_lock)
        {
            _isRetired = true;
            Judge();
            _idle.RemoveOldest(_idle.Count, ref closed);
            if (_waiters.Count == 0)
            {
                over = _era;
                _era = new Era(over.Endpoint);
            }
        }
        over?.GiveUp.Cancel();
        Close(closed);
        Reclaim();
    }

    /// <summary>
    /// Serves waiters for as long as there are idle connections or there is room for a connect that nobody has begun; who waits for
    /// a connection and who waits for room take turns by how long they have waited.
    /// </summary>
    private void Pump()
    {
        while (true)
        {
            UpstreamConnection? idle = null;
            IRoomWaiter? room = null;
            Era era;
            lock (_lock)
            {
                era = _era;
                bool wanted = _waiters.Count > 0 && (_idle.Count > 0 || _waiters.Count > _connecting);
                if (_rooms.FirstSince < (wanted ? _waiters.FirstSince : long.MaxValue))
                    wanted = TryGiveRoom(out room, out idle);
                else if (wanted && !TryPop(out idle))
                {
                    if (wanted = Total < _limits.MaxConnections)
                        _connecting++;
                }
                Judge();
                if (!wanted)
                    return;
            }
            if (room is not null)
            {
                idle?.Close();
                room.RoomGiven(era);
            }
            else if (idle is null)
                _ = ConnectAsync(era);
            else
                Settle(idle, idle.IsAlive());
        }
    }

    private async Task ConnectAsync(Era era)
    {
        // Off the caller's stack: a connector that fails at once would otherwise be called from itself, once per waiter.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        ConnectOutcome outcome;
        try
        {
            outcome = await _connector.ConnectAsync(era.Endpoint, era.GiveUp.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A mistake of the connector must not leave its waiter hanging for ever.
            outcome = new ConnectOutcome(FaultKind.Internal, e.ToString());
        }
        Land(outcome, era);
        Pump();
    }

    /// <summary>
    /// Books the end of a connect. A connection goes to the first waiter, who need not be the one it was made for, or is kept;
    /// a failure goes to the first waiter if no other connect under way will serve it. An outcome of an endpoint that is no longer
    /// in force says nothing to anybody.
    /// </summary>
    private void Land(ConnectOutcome outcome, Era era)
    {
        ILeaseWaiter? waiter = null;
        lock (_lock)
        {
            _connecting--;
            if (outcome.Connection is not null)
                _inUse++;
            if (era == _era)
            {
                LastFailure = outcome.Detail;
                if (outcome.Connection is not null || _waiters.Count > _connecting)
                    _waiters.TryDequeue(out waiter);
            }
        }
        if (outcome.Connection is not { } connection)
        {
            waiter?.LeaseFailed(outcome.Fault);
            return;
        }
        connection.Era = era;
        if (waiter is null)
            Settle(connection, connection.TryPark());
        else
            Lease(connection, waiter);
    }

    /// <summary>
    /// Finds the next place of a connection that is booked as used and has no owner: the first waiter, the idle ones, or none.
    /// Returns whether anybody still waits.
    /// </summary>
    private bool Settle(UpstreamConnection connection, bool keep)
    {
        ILeaseWaiter? waiter = null;
        bool someWait;
        lock (_lock)
        {
            keep &= connection.Era == _era && Total <= _limits.MaxConnections;
            // A loop that has waited longer gets its room first; whether it can, Pump decides.
            if (!keep || _rooms.FirstSince < _waiters.FirstSince || !_waiters.TryDequeue(out waiter))
            {
                _inUse--;
                keep &= !_isRetired;
                if (keep)
                    _idle.Push(connection, _clock.Now);
            }
            someWait = _waiters.Count > 0 || _rooms.Count > 0;
            Judge();
        }
        if (waiter is not null)
            Lease(connection, waiter);
        else if (!keep)
            connection.Close();
        return someWait;
    }

    private void Lease(UpstreamConnection connection, ILeaseWaiter waiter)
    {
        connection.BeginLease(this);
        waiter.Leased(connection);
    }

    private bool TryPop([NotNullWhen(true)] out UpstreamConnection? connection)
    {
        if (!_idle.TryPop(out connection))
            return false;
        _inUse++;
        return true;
    }

    private int Read(Func<ConnectionPool, int> count)
    {
        lock (_lock)
            return count(this);
    }

    private static void Close(List<UpstreamConnection>? connections)
    {
        foreach (UpstreamConnection connection in connections ?? [])
            connection.Close();
    }

    [DoesNotReturn]
    private static void ThrowNotLeased() => throw new InvalidOperationException("The connection is not leased from this pool.");
}
