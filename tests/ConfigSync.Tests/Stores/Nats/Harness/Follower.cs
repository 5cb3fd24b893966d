using System.Text;
using ConfigSync.Resources;
using ConfigSync.Stores;

namespace ConfigSync.Tests.Stores.Nats.Harness;

/// <summary>Watches a store and keeps what it was told; finds revisions that go back.</summary>
internal sealed class Follower : IAsyncDisposable
{
    // Far away: whoever waits so long waits for something that will not come.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(40);

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<ResourceKey, StoreEntry> _held = [];
    private readonly Dictionary<ResourceKey, long> _revisions = [];
    private readonly List<StoreEvent> _events = [];
    private readonly IResourceStore _store;
    private readonly Task _running;
    private int _synced;
    private string _wentBack = "";

    /// <summary>Begins to watch.</summary>
    /// <param name="store">The store.</param>
    /// <param name="past">Keys and revisions that are held to begin with; their documents are not known.</param>
    internal Follower(IResourceStore store, IReadOnlyCollection<KeyValuePair<ResourceKey, long>>? past = null)
    {
        _store = store;
        foreach ((ResourceKey key, long revision) in past ?? [])
        {
            _held[key] = new StoreEntry(key, default, revision, default);
            _revisions[key] = revision;
        }
        _running = Task.Run(RunAsync);
    }

    /// <summary>How often everything had been told.</summary>
    internal int Synced => Volatile.Read(ref _synced);

    /// <summary>What was told, in order.</summary>
    internal IReadOnlyList<StoreEvent> Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    /// <summary>The documents held, as text by id.</summary>
    internal IReadOnlyDictionary<string, string> Held
    {
        get
        {
            lock (_events)
                return _held.ToDictionary(pair => pair.Key.Id, pair => Encoding.UTF8.GetString(pair.Value.Document.Span));
        }
    }

    /// <summary>How many documents are held.</summary>
    internal int Count
    {
        get
        {
            lock (_events)
                return _held.Count;
        }
    }

    /// <summary>What an edge would keep of what it was told.</summary>
    internal IReadOnlyCollection<KeyValuePair<ResourceKey, long>> Past
    {
        get
        {
            lock (_events)
                return [.. _held.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Revision))];
        }
    }

    /// <summary>The document under an id; null when there is none.</summary>
    internal string? this[string id] => Held.GetValueOrDefault(id);

    /// <summary>Waits until everything was told once more than <paramref name="times"/> before.</summary>
    internal Task SyncedAsync(int times = 0) => UntilAsync(() => Synced > times);

    /// <summary>Waits until the store is in a state.</summary>
    internal Task UntilAsync(StoreState state) => UntilAsync(() => _store.Status.State == state);

    /// <summary>Waits until a condition holds.</summary>
    internal async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (_running.IsFaulted)
                await _running;
            if (TimeProvider.System.GetElapsedTime(start) > Deadline)
                throw new TimeoutException($"It did not come: {_store.Status}, synced {Synced} times, {Count} documents");
            await Task.Delay(2);
        }
        _wentBack.ShouldBe("");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        _wentBack.ShouldBe("");
    }

    private async Task RunAsync()
    {
        await foreach (StoreEvent news in _store.WatchAsync(_stop.Token))
        {
            lock (_events)
                Take(news);
            if (news is StoreSynced)
                Interlocked.Increment(ref _synced);
        }
    }

    private void Take(StoreEvent news)
    {
        _events.Add(news);
        if (news is StoreEntry entry)
        {
            if (entry.Revision <= _revisions.GetValueOrDefault(entry.Key))
                _wentBack = $"{entry.Key}: {entry.Revision} after {_revisions[entry.Key]}";
            _revisions[entry.Key] = entry.Revision;
            _held[entry.Key] = entry;
        }
        else if (news is StoreDelete gone && !_held.Remove(gone.Key))
            _wentBack = $"{gone.Key} is deleted but was not there";
    }

    /// <summary>From now on revisions begin anew, as in another bucket.</summary>
    internal void ExpectOtherRevisions()
    {
        lock (_events)
            _revisions.Clear();
    }
}
