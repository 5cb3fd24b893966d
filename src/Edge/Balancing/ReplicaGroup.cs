namespace Edge.Balancing;

/// <summary>What the replicas of one deployment have in common: how many are ejected, how many requests they have together, how quick is usual. Safe from any thread.</summary>
internal sealed class ReplicaGroup
{
    private readonly Lock _gate = new();
    private int _ejected;
    private int _mostEjected = 1;
    private volatile int _mostOutstanding;
    private volatile Replica[] _members = [];

    /// <summary>How long each takes to begin its answers.</summary>
    internal LatencyBook Latencies { get; } = new();

    /// <summary>
    /// Whether they have as many requests together as they may have. Counted when asked, so that a request of a deployment without a bound pays nothing;
    /// threads that look at the same time may each add one more.
    /// </summary>
    internal bool IsFull
    {
        get
        {
            if (_mostOutstanding is not (> 0 and var most))
                return false;
            long outstanding = 0;
            foreach (Replica replica in _members)
                outstanding += replica.Outstanding;
            return outstanding >= most;
        }
    }

    /// <summary>There are so many replicas, of which <paramref name="percent"/> may be ejected; one always may.</summary>
    internal void Configure(int replicas, int percent)
    {
        lock (_gate)
            _mostEjected = Math.Max(1, (int)((long)replicas * percent / 100));
    }

    /// <summary>These are all, and they may have so many requests together; 0 for no bound.</summary>
    internal void Bound(Replica[] members, int most) => (_members, _mostOutstanding) = (members, most);

    /// <summary>Takes one out; false when enough are out.</summary>
    internal bool TryEject()
    {
        lock (_gate)
        {
            if (_ejected >= _mostEjected)
                return false;
            _ejected++;
            return true;
        }
    }

    /// <summary>Takes one out, however many are: it is known to be down.</summary>
    internal void Eject()
    {
        lock (_gate)
            _ejected++;
    }

    /// <summary>One is back, or gone.</summary>
    internal void Return()
    {
        lock (_gate)
            _ejected--;
    }
}
