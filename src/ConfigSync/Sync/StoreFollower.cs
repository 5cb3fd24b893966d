using ConfigSync.Resources;
using ConfigSync.Stores;

namespace ConfigSync.Sync;

/// <summary>
/// Follows a store: what it says comes into force within milliseconds, and is kept for the next start without it. Whatever happens to the
/// store, what was applied serves on.
/// </summary>
public sealed class StoreFollower
{
    /// <summary>So many documents of a set that arrives are read together, on all cores.</summary>
    private const int MostArriving = 1024;

    /// <summary>How long to wait before following anew, where a watch has ended.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly IStoreSource _source;
    private readonly RoutingState _state;
    private readonly IFollowLog _log;
    private readonly TimeProvider _time;
    private readonly LastKnownKeeper? _keeper;
    private readonly RefusalReport _refusals;
    private readonly List<StoreEntry> _arriving = [];
    private readonly ArrivalMemory _memory = new();
    private readonly ArrivalRoom _room = new();
    private volatile IResourceStore? _store;
    private volatile bool _isReady;
    private volatile bool _wasSynced;
    private int _changes;
    private int _foreign;

    /// <summary>Nothing is read yet.</summary>
    /// <param name="source">Opens the store.</param>
    /// <param name="state">Where it is applied; it keeps documents where the source has a file for the last known good.</param>
    /// <param name="log">Told what happens.</param>
    /// <param name="time">Measures pauses and ages.</param>
    public StoreFollower(IStoreSource source, RoutingState state, IFollowLog log, TimeProvider time)
    {
        (_source, _state, _log, _time) = (source, state, log, time);
        _refusals = new RefusalReport(log, time);
        if (source.LastKnownGood is { } file)
            _keeper = new LastKnownKeeper(file, state, log, time);
    }

    /// <summary>Whether a whole set was applied: that of the store, or the last known good one.</summary>
    public bool IsReady => _isReady;

    /// <summary>Whether what serves is from the last run, since the store was not reached yet.</summary>
    public bool IsOnLastKnown => _isReady && !_wasSynced;

    /// <summary>When what serves without the store was written down last; null for never.</summary>
    public DateTimeOffset? LastKnownSaved => _keeper?.Saved;

    /// <summary>How it stands with the store.</summary>
    public StoreStatus Status => _store?.Status ?? new StoreStatus(StoreState.Connecting, "it is being opened");

    /// <summary>The store; null before <see cref="RunAsync"/> has opened it.</summary>
    public IResourceStore? Store => _store;

    /// <summary>Things in the store that are no resources, as often as they were seen.</summary>
    public int Foreign => Volatile.Read(ref _foreign);

    /// <summary>
    /// Follows until <paramref name="cancel"/>; then what is applied has been kept, and the store is closed. What was kept is read, and the store
    /// opened, before the first wait.
    /// </summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        LastKnown? known = _keeper?.Load(_source);
        if (known is not null)
            Begin(known);
        IResourceStore store = _source.Open(known);
        _store = store;
        await using (store.ConfigureAwait(false))
        {
            Task upkeep = UpkeepAsync(cancel);
            for (bool again = false; !cancel.IsCancellationRequested; again = true)
                await TryFollowAsync(store, again, cancel).ConfigureAwait(false);
            await upkeep.ConfigureAwait(false);
        }
    }

    private void Begin(LastKnown known)
    {
        Take(known.Entries, known.Entries.Length);
        _state.Publish();
        _memory.End();
        _isReady = true;
        _memory.Settle();
        _log.StartedFromLastKnown(known.Entries.Length, _keeper!.Saved!.Value);
    }

    private async Task TryFollowAsync(IResourceStore store, bool again, CancellationToken cancel)
    {
        try
        {
            await FollowAsync(store, again, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The way it ends.
        }
        // Nothing that one store or document does may end the following of all others.
        catch (Exception e)
        {
            _log.Failed(e);
        }
        _memory.End();
        await Task.Delay(Pause, _time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task FollowAsync(IResourceStore store, bool again, CancellationToken cancel)
    {
        // A watch that begins anew tells what there is, and not what went meanwhile.
        HashSet<ResourceKey>? unseen = again ? [.. _state.StoredKeys()] : null;
        _arriving.Clear();
        using var pace = new PublishPace(TryPublish, _time);
        await foreach (StoreEvent news in store.WatchAsync(cancel).ConfigureAwait(false))
        {
            var entry = news as StoreEntry;
            if (entry is not null)
                unseen?.Remove(entry.Key);
            // A set that is not whole would route less than the one before, or than the whole one.
            if (!_isReady && entry is not null)
            {
                _arriving.Add(entry);
                if (_arriving.Count == MostArriving)
                    TakeArriving(store);
                continue;
            }
            TakeArriving(store);
            if (news is StoreSynced)
            {
                Complete(unseen, store);
                unseen = null;
                continue;
            }
            Take(news);
            if (_isReady)
                pace.Changed();
        }
    }

    /// <summary>On the thread of a timer, where an exception would end the process.</summary>
    private void TryPublish()
    {
        try
        {
            _state.Publish();
        }
        catch (Exception e)
        {
            _log.Failed(e);
        }
    }

    private void TakeArriving(IResourceStore store)
    {
        if (_arriving.Count == 0)
            return;
        Take(_arriving, store.Expected);
        _arriving.Clear();
    }

    private void Take(IReadOnlyList<StoreEntry> entries, int expected)
    {
        if (!_isReady && entries.Count >= MostArriving)
        {
            _memory.Begin();
            if (_room.For(entries.Count, expected) is > 0 and int more)
                _state.Reserve(more);
        }
        foreach ((StoreEntry entry, string reason) in _state.Put(entries))
            _refusals.Add(entry.Key, entry.Revision, reason);
        _keeper?.Changed();
    }

    private void Take(StoreEvent news)
    {
        switch (news)
        {
            case StoreEntry entry:
                if (_state.Put(entry) is { } reason)
                    _refusals.Add(entry.Key, entry.Revision, reason);
                Interlocked.Increment(ref _changes);
                break;
            case StoreDelete gone:
                _state.Delete(gone.Key, gone.Revision);
                Interlocked.Increment(ref _changes);
                break;
            case StoreRenumbered:
                _state.ForgetRevisions();
                break;
            case StoreForeign foreign:
                Interlocked.Increment(ref _foreign);
                _refusals.Add(foreign);
                break;
        }
        _keeper?.Changed();
    }

    /// <summary>The store was told whole.</summary>
    private void Complete(HashSet<ResourceKey>? unseen, IResourceStore store)
    {
        foreach (ResourceKey key in unseen ?? [])
            _state.Delete(key, long.MaxValue);
        _state.Publish();
        _memory.End();
        _keeper?.Follow(_source.IdentityOf(store));
        (_wasSynced, _isReady) = (true, true);
        _memory.Settle();
    }

    /// <summary>What is told and kept now and then; one thread that wakes twice a second.</summary>
    private async Task UpkeepAsync(CancellationToken cancel)
    {
        StoreStatus? told = null;
        while (!cancel.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), _time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            StoreStatus status = Status;
            if (status != told && (told is not null || status.State != StoreState.Connecting))
                _log.StoreChanged(status);
            told = status;
            _refusals.Flush();
            if (_isReady && Interlocked.Exchange(ref _changes, 0) is > 0 and int changes)
                _log.Applied(changes, _state.Snapshots.Current.Version);
            _keeper?.SaveIfDue();
        }
        _keeper?.Save();
    }
}
