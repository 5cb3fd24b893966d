namespace Edge.Balancing;

/// <content>Signs other than the failure of a request: how quick it is, what it says when it is asked, and failures that were not its own.</content>
internal sealed partial class ReplicaHealth
{
    /// <summary>Below so much above what is usual nobody is an outlier, in milliseconds: an average over the coarse clock is not more exact.</summary>
    private const double LeastDelay = 20;

    /// <summary>Answers so far apart say nothing together, in milliseconds.</summary>
    private const long LatencyTime = 60_000;

    private double _latencySum;
    private int _latencyCount;
    private long _latencyBegan;
    private int _probesFailed;
    private int _probesPassed;

    /// <summary>A good answer began so many milliseconds after the request had been sent. Called only where outliers are looked for.</summary>
    internal void FirstByteAfter(long milliseconds)
    {
        lock (_gate)
        {
            if (!MayBeEjected || _settings.LatencyOutlier == 0)
                return;
            if (_latencyCount == 0 || board.Now - _latencyBegan > LatencyTime)
                (_latencySum, _latencyCount, _latencyBegan) = (0, 0, board.Now);
            _latencySum += milliseconds;
            if (++_latencyCount < LatencyBook.Answers)
                return;
            double mean = _latencySum / _latencyCount;
            _latencyCount = 0;
            if (group.Latencies.Note(this, mean, board.Now) is { } usual && mean > usual * _settings.LatencyOutlier && mean >= usual + LeastDelay && group.TryEject())
            {
                Volatile.Write(ref _hasTrouble, 1);
                EjectFor(Grown());
            }
        }
    }

    /// <summary>
    /// So many failures of one prompt, counted against it before, were the prompt's. Where it was ejected meanwhile its time is over: one request shows whether
    /// it is well.
    /// </summary>
    internal void Forgive(int failures)
    {
        lock (_gate)
        {
            _inARow = Math.Max(0, _inARow - failures);
            _windowFailed = Math.Max(0, _windowFailed - failures);
            _windowAll = Math.Max(_windowFailed, _windowAll - failures);
            if (State == HealthState.Ejected && !_rests)
                _until = board.Now;
        }
    }

    /// <summary>It was asked whether it is well, and did or did not say so. True when it is down from here on, or is not any more.</summary>
    internal bool Probed(bool isWell)
    {
        lock (_gate)
        {
            if (_settings.Probe is not { } probe || _isGone)
                return false;
            (_probesPassed, _probesFailed) = isWell ? (_probesPassed + 1, 0) : (0, _probesFailed + 1);
            if (isWell && State == HealthState.Down && _probesPassed >= probe.HealthyAfter)
                Return();
            else if (!isWell && State != HealthState.Down && _probesFailed >= probe.UnhealthyAfter)
                TakeDown();
            else
                return false;
            return true;
        }
    }

    private void TakeDown()
    {
        if (State is HealthState.InService or HealthState.Warming)
            group.Eject();
        Volatile.Write(ref _hasTrouble, 1);
        Leave(HealthState.Down);
    }
}
