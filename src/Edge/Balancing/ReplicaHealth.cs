using ConfigSync.Resources;

namespace Edge.Balancing;

/// <summary>
/// How one replica does, by what becomes of the requests it gets: ejected when it fails too often, asked by one request when its time is over, and
/// back with a share that grows. While it does well a request pays for reading one number. Safe from any thread.
/// </summary>
/// <param name="board">The replicas that are not like all others.</param>
/// <param name="group">What it has in common with its siblings.</param>
internal sealed partial class ReplicaHealth(HealthBoard board, ReplicaGroup group)
{
    /// <summary>Longest ejection, and how long a replica must do well until the next one is a first one again.</summary>
    private const long Longest = 5 * 60 * 1000;

    /// <summary>How long a replica that came back has less than its share: caches are cold, and connections few.</summary>
    private const long WarmingTime = 10 * 1000;

    /// <summary>The smallest part of its share that it begins with.</summary>
    private const double LeastWarmth = 0.1;

    /// <summary>Failures are also counted by share: half of so many requests within such a time.</summary>
    private const int WindowLeast = 20;
    private const long WindowTime = 10 * 1000;

    /// <summary>Longest rest that a replica may ask for.</summary>
    private const long LongestRest = 60 * 1000;

    private readonly Lock _gate = new();
    private HealthConfig _settings = new();
    private int _state;
    private int _hasTrouble;
    private int _inARow;
    private int _windowAll;
    private int _windowFailed;
    private long _windowBegan;
    private int _repeats;
    private long _until;
    private long _returned;
    private bool _isGone;
    private bool _rests;

    /// <summary>Whether it is asked, and how.</summary>
    internal HealthState State => (HealthState)Volatile.Read(ref _state);

    /// <summary>Takes the settings of its deployment.</summary>
    internal void Configure(HealthConfig settings)
    {
        lock (_gate)
        {
            _settings = settings;
            if (settings.Probe is null && State == HealthState.Down)
                Return();
        }
    }

    /// <summary>A request ended well.</summary>
    internal void Succeeded()
    {
        if (Volatile.Read(ref _hasTrouble) == 0)
            return;
        lock (_gate)
        {
            _inARow = 0;
            if (State is HealthState.InService or HealthState.Warming)
                Count(failed: false);
            // A request from before the ejection, or one that had nowhere else to go, does not end it.
            else if (State is HealthState.Due or HealthState.Probing)
                Return();
        }
    }

    /// <summary>A request failed by this replica's fault.</summary>
    internal void Failed()
    {
        lock (_gate)
        {
            Volatile.Write(ref _hasTrouble, 1);
            _inARow++;
            if (State == HealthState.Probing)
            {
                EjectFor(Grown());
                return;
            }
            if (!MayBeEjected)
                return;
            Count(failed: true);
            bool tooMany = _inARow >= _settings.EjectAfter || (_windowAll >= WindowLeast && _windowFailed * 2 >= _windowAll);
            if (tooMany && group.TryEject())
                EjectFor(Grown());
        }
    }

    /// <summary>
    /// A good answer has begun. That is enough for the one request that shows whether it is well: a stream may go on for long, and the others need
    /// not wait for its end.
    /// </summary>
    internal void Answering()
    {
        if (State != HealthState.Probing)
            return;
        lock (_gate)
        {
            if (State == HealthState.Probing)
                Return();
        }
    }

    /// <summary>It asked for a rest of so many milliseconds, and gets some.</summary>
    internal void Rest(long milliseconds)
    {
        lock (_gate)
        {
            if (!MayBeEjected || milliseconds <= 0 || !group.TryEject())
                return;
            Volatile.Write(ref _hasTrouble, 1);
            EjectFor(Math.Min(milliseconds, LongestRest));
            _rests = true;
        }
    }

    /// <summary>Takes the one request that shows whether it is well; false when another has it.</summary>
    internal bool TryProbe() => Interlocked.CompareExchange(ref _state, (int)HealthState.Probing, (int)HealthState.Due) == (int)HealthState.Due;

    /// <summary>A request ended without saying anything about the replica: its caller left. Another one may show.</summary>
    internal void Abandoned() => Interlocked.CompareExchange(ref _state, (int)HealthState.Due, (int)HealthState.Probing);

    /// <summary>The part of its share that it has, 0 to 1.</summary>
    internal double Warmth => State switch
    {
        HealthState.InService => 1,
        HealthState.Warming => Math.Clamp((double)(board.Now - Volatile.Read(ref _returned)) / WarmingTime, LeastWarmth, 1),
        _ => 0,
    };

    /// <summary>Moves on when its time is over.</summary>
    internal void Tick()
    {
        lock (_gate)
        {
            if (State == HealthState.Ejected && board.Now >= _until)
                Volatile.Write(ref _state, (int)HealthState.Due);
            else if (State == HealthState.Warming && board.Now - _returned >= WarmingTime)
                Volatile.Write(ref _state, (int)HealthState.InService);
        }
    }

    /// <summary>The replica is gone: what its last requests say counts no more.</summary>
    internal void Forget()
    {
        lock (_gate)
        {
            _isGone = true;
            if (State is not (HealthState.InService or HealthState.Warming))
                group.Return();
            Volatile.Write(ref _state, (int)HealthState.InService);
        }
        group.Latencies.Forget(this);
        board.Remove(this);
    }

    private bool MayBeEjected => State is HealthState.InService or HealthState.Warming && _settings.EjectAfter > 0 && !_isGone;

    private void EjectFor(long milliseconds)
    {
        _until = board.Now + milliseconds;
        Leave(HealthState.Ejected);
    }

    private void Leave(HealthState state)
    {
        (_inARow, _windowAll, _windowFailed, _rests) = (0, 0, 0, false);
        Volatile.Write(ref _state, (int)state);
        group.Latencies.Forget(this);
        board.Add(this);
    }

    private long Grown()
    {
        if (board.Now - _returned > Longest)
            _repeats = 0;
        long first = Math.Max(1, (long)_settings.EjectTime.TotalMilliseconds);
        return Math.Min(first << Math.Min(_repeats++, 20), Longest);
    }

    private void Return()
    {
        group.Return();
        Volatile.Write(ref _returned, board.Now);
        Volatile.Write(ref _state, (int)HealthState.Warming);
    }

    private void Count(bool failed)
    {
        if (board.Now - _windowBegan > WindowTime)
        {
            // A window without a failure: from here on a success pays nothing again.
            if (_windowFailed == 0 && !failed && State == HealthState.InService)
                Volatile.Write(ref _hasTrouble, 0);
            (_windowBegan, _windowAll, _windowFailed) = (board.Now, 0, 0);
        }
        _windowAll++;
        _windowFailed += failed ? 1 : 0;
    }
}
