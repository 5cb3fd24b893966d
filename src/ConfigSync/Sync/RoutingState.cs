using System.Collections.Immutable;
using ConfigSync.Resources;
using ConfigSync.Snapshots;
using ConfigSync.Stores;

namespace ConfigSync.Sync;

/// <summary>
/// Everything this process routes by: <c>edge.json</c> and what a store says, as one snapshot after another. Safe from any thread; changes
/// wait for each other, and whoever reads the current snapshot waits for nobody.
/// </summary>
public sealed class RoutingState
{
    /// <summary>So many changes are compiled together before the rest is read: a large set is then compiled while it still arrives.</summary>
    private const int MostWaiting = 256;

    private readonly Lock _gate = new();
    private readonly SnapshotCompiler _compiler;
    private readonly ResourceBook _book;
    private readonly DocumentPlace _place;
    private readonly TimeProvider _time;
    private bool _hasNews;
    private TaskCompletionSource _settled = NewSignal();

    /// <summary>Begins with what <paramref name="local"/> says, which must be valid.</summary>
    /// <param name="local">What <c>edge.json</c> says.</param>
    /// <param name="place">What stored documents are read against.</param>
    /// <param name="keepsDocuments">Whether <see cref="Held"/> will be asked for.</param>
    /// <param name="attach">Binds live state to each deployment that is new or changed.</param>
    /// <param name="time">Dates what has no time of its own.</param>
    /// <param name="keySecret">What hashes of keys were made under (<see cref="KeyHash.HmacSha256"/>); null for none.</param>
    public RoutingState(
        EdgeConfig local,
        DocumentPlace place,
        bool keepsDocuments,
        Func<DeploymentModel, DeploymentState> attach,
        TimeProvider time,
        byte[]? keySecret = null)
    {
        (_place, _time) = (place, time);
        _compiler = new SnapshotCompiler(attach, keySecret, hasManagedKeys: local.Store?.ManagesKeys == true);
        _book = new ResourceBook(_compiler, keepsDocuments, keySecret is not null);
        _book.SetLocal(local);
        _book.Settle(time.GetUtcNow());
        Snapshots = new SnapshotSource(_compiler.Next());
    }

    /// <summary>The snapshot in force.</summary>
    public SnapshotSource Snapshots { get; }

    /// <summary>
    /// Called after each snapshot that came into force, with the models that it does not hold and others did. One call at a time; others wait
    /// for it, so it is short.
    /// </summary>
    public Action<RoutingSnapshot, ImmutableArray<DeploymentModel>>? Published { get; set; }

    /// <summary>Called behind <see cref="Published"/>, with how long it took to settle what had changed, to compile it and to put it in force.</summary>
    public Action<TimeSpan>? Applied { get; set; }

    /// <summary>Resources of which the last document is refused.</summary>
    public int Refused
    {
        get
        {
            lock (_gate)
                return _book.Refused;
        }
    }

    /// <summary>Routers in force that lead nowhere, since none of their deployments exists.</summary>
    public int Idle
    {
        get
        {
            lock (_gate)
                return _compiler.Idle;
        }
    }

    /// <summary>Puts what <c>edge.json</c> says, which must be valid, in the place of what it said before; it is in force when this returns.</summary>
    public RoutingSnapshot Apply(EdgeConfig local)
    {
        lock (_gate)
        {
            _book.SetLocal(local);
            _hasNews = true;
            return PublishNews();
        }
    }

    /// <summary>
    /// Takes a document of the store; it is not in force before <see cref="Publish"/>. One that is no later than what was taken before changes
    /// nothing. Returns for people why it is refused, or null.
    /// </summary>
    public string? Put(StoreEntry entry) => Put(entry, _place.Read(entry));

    /// <summary>Takes many documents like <see cref="Put(StoreEntry)"/>, in their order, and reads them on all cores. Returns those that are refused, and why.</summary>
    public ImmutableArray<(StoreEntry Entry, string Reason)> Put(IReadOnlyList<StoreEntry> entries)
    {
        var readings = new ResourceReading[entries.Count];
        Parallel.For(0, readings.Length, i => readings[i] = _place.Read(entries[i]));
        var refused = ImmutableArray.CreateBuilder<(StoreEntry, string)>();
        for (int i = 0; i < readings.Length; i++)
        {
            if (Put(entries[i], readings[i]) is { } reason)
                refused.Add((entries[i], reason));
        }
        return refused.ToImmutable();
    }

    /// <summary>Makes room for about so many documents that will come, before they do.</summary>
    public void Reserve(int documents)
    {
        lock (_gate)
            _book.Reserve(documents);
    }

    /// <summary>A document is gone from the store; it serves until <see cref="Publish"/>.</summary>
    public void Delete(ResourceKey key, long revision)
    {
        lock (_gate)
        {
            _book.Delete(key, revision);
            SettleSome();
        }
    }

    /// <summary>The revisions of the store begin anew: the next document of each key is taken whatever its revision.</summary>
    public void ForgetRevisions()
    {
        lock (_gate)
            _book.ForgetRevisions();
    }

    /// <summary>Puts all that was taken in force; nothing happens where that changes nothing. Returns the snapshot in force.</summary>
    public RoutingSnapshot Publish()
    {
        lock (_gate)
        {
            _hasNews |= _book.Settle(_time.GetUtcNow());
            RoutingSnapshot snapshot = _hasNews ? PublishNews() : Snapshots.Current;
            _settled.SetResult();
            _settled = NewSignal();
            return snapshot;
        }
    }

    /// <summary>
    /// Waits until what a store acknowledged is in force here, or refused; false when <paramref name="patience"/> ended first: it takes effect as
    /// soon as this edge hears of it.
    /// </summary>
    /// <param name="key">What was written.</param>
    /// <param name="revision">The revision the store gave it.</param>
    /// <param name="isDeletion">Whether it was deleted.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<bool> TakenAsync(ResourceKey key, long revision, bool isDeletion, TimeSpan patience, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        while (true)
        {
            Task settled;
            lock (_gate)
            {
                if (_book.HasTaken(key, revision, isDeletion))
                    return true;
                settled = _settled.Task;
            }
            await settled.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (either.IsCancellationRequested)
                return false;
        }
    }

    /// <summary>Puts the endpoints in force that were found by name for one deployment, besides those it declares.</summary>
    public RoutingSnapshot SetFound(ResourceKey key, ImmutableArray<EndpointConfig> found)
    {
        lock (_gate)
        {
            _book.SetFound(key, found);
            return Publish();
        }
    }

    /// <summary>How it stands with one resource; null where there is none.</summary>
    public ResourceStatus? Find(ResourceKey key)
    {
        lock (_gate)
            return _book.Find(key);
    }

    /// <summary>Who has a further name in an account; null for nobody.</summary>
    public ResourceKey? OwnerOf(string account, string name)
    {
        lock (_gate)
            return _book.OwnerOf(account, name);
    }

    /// <summary>How it stands with all resources, in no order; a copy.</summary>
    public ImmutableArray<ResourceStatus> List()
    {
        lock (_gate)
            return [.. _book.All];
    }

    /// <summary>How it stands with the resources of one kind and account, in no order; a copy.</summary>
    public ImmutableArray<ResourceStatus> List(ResourceKind kind, string account)
    {
        lock (_gate)
            return [.. _book.Of(kind, account)];
    }

    /// <summary>The keys under which the store has told something, good or bad; a copy.</summary>
    public ImmutableArray<ResourceKey> StoredKeys()
    {
        lock (_gate)
            return [.. _book.StoredKeys];
    }

    /// <summary>The last good documents of the store, as it has them, for the next start without it; a copy.</summary>
    public ImmutableArray<StoreEntry> Held()
    {
        lock (_gate)
            return [.. _book.Held];
    }

    private string? Put(StoreEntry entry, ResourceReading reading)
    {
        lock (_gate)
        {
            string? refusal = _book.Put(entry, reading);
            SettleSome();
            return refusal;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void SettleSome()
    {
        if (_book.Waiting >= MostWaiting)
            _hasNews |= _book.Settle(_time.GetUtcNow());
    }

    private RoutingSnapshot PublishNews()
    {
        long began = _time.GetTimestamp();
        _book.Settle(_time.GetUtcNow());
        _hasNews = false;
        RoutingSnapshot snapshot = _compiler.Next();
        Snapshots.Publish(snapshot);
        TimeSpan took = _time.GetElapsedTime(began);
        Published?.Invoke(snapshot, _compiler.TakeDeparted());
        Applied?.Invoke(took);
        return snapshot;
    }
}
