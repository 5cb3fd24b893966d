using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ConfigSync.Resources;
using ConfigSync.Stores.Nats.JetStream;
using NATS.Client.Core;

namespace ConfigSync.Stores.Nats;

/// <summary>
/// Resources in a key-value bucket of NATS JetStream, which other clients read and write as well: the key of a resource is its
/// <see cref="StoreKeyText"/>, the revision its sequence in the stream. Safe from any thread.
/// </summary>
public sealed class NatsStore : IResourceStore
{
    /// <summary>Events that wait for their reader; then reading waits too. Enough that neither waits for the other's each turn.</summary>
    private const int WaitingEvents = 1024;

    private readonly NatsStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly bool _ownsConnection;
    private readonly JetStreamApi _api;
    private readonly Bucket _bucket;
    private readonly BucketWriter _writer;
    private readonly WatchedKeys _keys;
    private readonly BucketTrust _trust;
    private readonly WatchHealth _health = new();
    private readonly CancellationTokenSource _disposed = new();
    private volatile NatsStoreIdentity? _identity;
    private int _isWatched;
    private bool _wasWatched;

    /// <summary>A store with a connection of its own. Nothing is sent yet.</summary>
    /// <param name="options">Which bucket, and how to reach it.</param>
    /// <param name="past">What is held from it already; null for nothing.</param>
    /// <param name="time">Measures pauses; null for the system's.</param>
    public NatsStore(NatsStoreOptions options, NatsStorePast? past = null, TimeProvider? time = null)
        : this(NatsConnecting.Create(options), options, past, time) => _ownsConnection = true;

    /// <summary>A store over a connection that others use as well; it is not disposed with the store.</summary>
    /// <param name="connection">The connection, best from <see cref="NatsConnecting"/>.</param>
    /// <param name="options">Which bucket; how to reach it is not looked at.</param>
    /// <param name="past">What is held from it already; null for nothing.</param>
    /// <param name="time">Measures pauses; null for the system's.</param>
    public NatsStore(INatsConnection connection, NatsStoreOptions options, NatsStorePast? past = null, TimeProvider? time = null)
    {
        (Connection, _options, _time) = (connection, options, time ?? TimeProvider.System);
        _api = new JetStreamApi(connection, options.RequestTimeout, _time);
        _bucket = new Bucket(_api, options.Bucket, options.Replicas);
        _writer = new BucketWriter(_bucket, options.RequestTimeout, _time);
        _keys = new WatchedKeys(past?.Held ?? []);
        _trust = new BucketTrust(options.Bucket, past?.Identity);
        _identity = past?.Identity;
    }

    /// <summary>The connection, for others to use.</summary>
    public INatsConnection Connection { get; }

    /// <inheritdoc/>
    public StoreStatus Status => _health.Status;

    /// <inheritdoc/>
    public int Expected => _keys.Expected;

    /// <summary>What has happened since the store was made.</summary>
    public NatsStoreCounters Counters => _health.Counters;

    /// <summary>
    /// The bucket that everything came from which was told up to the last <see cref="StoreSynced"/>; null before the first one. It belongs into the
    /// file with what was applied, read there when that event was handled.
    /// </summary>
    public NatsStoreIdentity? Identity => _identity;

    /// <inheritdoc/>
    /// <remarks>
    /// What <see cref="NatsStorePast"/> says is held already is not told again while its revision is the same. Where another bucket was adopted, everything
    /// is told again, and revisions begin anew.
    /// </remarks>
    public async IAsyncEnumerable<StoreEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _isWatched, 1) != 0)
            throw new InvalidOperationException("The store is watched already.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, _disposed.Token);
        var events = Channel.CreateBounded<WatchItem>(new BoundedChannelOptions(WaitingEvents) { SingleReader = true, SingleWriter = true });
        if (_wasWatched)
            _keys.ForgetRevisions();
        _wasWatched = true;
        var watch = new BucketWatch(Connection, NewSession, _health, _time);
        Task running = Task.Run(() => watch.RunAsync(events.Writer, stop.Token), CancellationToken.None);
        try
        {
            while (await events.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
            {
                while (!stop.IsCancellationRequested && events.Reader.TryRead(out WatchItem item))
                {
                    if (item.Identity is not null)
                        _identity = item.Identity;
                    yield return item.Event;
                }
                if (stop.IsCancellationRequested)
                    break;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
            Volatile.Write(ref _isWatched, 0);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoreEntry?> GetAsync(ResourceKey key, CancellationToken cancel) =>
        await _writer.ReadAsync(StoreKeyText.Format(key), cancel).ConfigureAwait(false) is { } message
            ? new StoreEntry(key, message.Data ?? [], message.Seq, message.Time)
            : null;

    /// <inheritdoc/>
    public ValueTask<StoreWrite> PutAsync(ResourceKey key, ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancel) =>
        _writer.WriteAsync(StoreKeyText.Format(key), document.ToArray(), expectedRevision, cancel);

    /// <inheritdoc/>
    public ValueTask<StoreWrite> DeleteAsync(ResourceKey key, long? expectedRevision, CancellationToken cancel) =>
        _writer.WriteAsync(StoreKeyText.Format(key), null, expectedRevision, cancel);

    /// <summary>
    /// Says that the bucket that is there now, which is created where there is none, is the right one: edges that do not apply it because it is not
    /// the one it was do so then. Nobody needs to watch.
    /// </summary>
    /// <param name="by">Who says so, for people.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public async ValueTask<StoreWrite> AdoptAsync(string by, CancellationToken cancel)
    {
        JetStreamReply<StreamInfo> opened = await _bucket.OpenAsync(cancel).ConfigureAwait(false);
        if (opened.Value is not { } info)
            return new StoreWrite(StoreWriteOutcome.Unavailable, 0, opened.Reason);
        var mark = new AdoptionMark(info.Created, by, _time.GetUtcNow());
        return await _writer.WriteAsync(AdoptionMark.Key, mark.ToJson(), null, cancel).ConfigureAwait(false);
    }

    /// <summary>Ends a watch that runs, and the connection where it is the store's own.</summary>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync().ConfigureAwait(false);
        if (_ownsConnection)
            await Connection.DisposeAsync().ConfigureAwait(false);
    }

    private BucketSession NewSession(ChannelWriter<WatchItem> events) =>
        new(Connection, _api, _bucket, _keys, _trust, _health, events, _options.AuditPeriod, _time);
}
