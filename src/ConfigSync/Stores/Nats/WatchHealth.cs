namespace ConfigSync.Stores.Nats;

/// <summary>How it stands with a watch: written by the watch, read from any thread.</summary>
internal sealed class WatchHealth
{
    private volatile StoreStatus _status = new(StoreState.Connecting, "nobody watches yet");
    private long _reconnects;
    private long _consumers;
    private long _gaps;
    private long _resets;
    private long _foreign;
    private bool _wasLive;

    /// <summary>How it stands.</summary>
    internal StoreStatus Status => _status;

    /// <summary>What has happened so far.</summary>
    internal NatsStoreCounters Counters => new(
        Volatile.Read(ref _reconnects), Volatile.Read(ref _consumers), Volatile.Read(ref _gaps), Volatile.Read(ref _resets), Volatile.Read(ref _foreign));

    /// <summary>The bucket was told whole and is followed.</summary>
    internal void Live()
    {
        if (_wasLive && _status.State != StoreState.Live)
            Volatile.Write(ref _reconnects, _reconnects + 1);
        _wasLive = true;
        _status = new StoreStatus(StoreState.Live, "");
    }

    /// <summary>The bucket cannot be followed for now.</summary>
    internal void Lost(string reason) => _status = new StoreStatus(_wasLive ? StoreState.Disconnected : StoreState.Connecting, reason);

    /// <summary>The bucket is there but not to be applied.</summary>
    internal void Reset(string reason)
    {
        if (_status.State != StoreState.StoreReset)
            Volatile.Write(ref _resets, _resets + 1);
        _status = new StoreStatus(StoreState.StoreReset, reason);
    }

    /// <summary>A consumer was made.</summary>
    internal void Consumer() => Volatile.Write(ref _consumers, _consumers + 1);

    /// <summary>Messages were found missing.</summary>
    internal void Gap() => Volatile.Write(ref _gaps, _gaps + 1);

    /// <summary>So many keys name no resource.</summary>
    internal void Foreign(long keys) => Volatile.Write(ref _foreign, keys);
}
