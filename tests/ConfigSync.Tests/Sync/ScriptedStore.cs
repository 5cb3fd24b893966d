using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ConfigSync.Resources;
using ConfigSync.Stores;
using ConfigSync.Sync;

namespace ConfigSync.Tests.Sync;

/// <summary>A store that tells its watcher what a test says, and fails when the test says so.</summary>
internal sealed class ScriptedStore : IResourceStore, IStoreSource
{
    private Channel<StoreEvent> _events = Channel.CreateUnbounded<StoreEvent>();

    /// <summary>How often it was watched.</summary>
    internal int Watches { get; private set; }

    internal LastKnown? OpenedWith { get; private set; }

    internal string Identity { get; set; } = "scripted 1";

    public int Expected => 0;

    public StoreStatus Status { get; set; } = new(StoreState.Connecting, "");

    public string? LastKnownGood { get; init; }

    internal void Tell(StoreEvent news) => _events.Writer.TryWrite(news);

    internal void Synced() => Tell(new StoreSynced());

    /// <summary>The watch ends with an exception.</summary>
    internal void Fail() => _events.Writer.Complete(new InvalidOperationException("scripted"));

    public async IAsyncEnumerable<StoreEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        Watches++;
        try
        {
            await foreach (StoreEvent news in _events.Reader.ReadAllAsync(cancel))
                yield return news;
        }
        finally
        {
            if (_events.Reader.Completion.IsCompleted)
                _events = Channel.CreateUnbounded<StoreEvent>();
        }
    }

    public bool MayBe(string identity) => identity.StartsWith("scripted", StringComparison.Ordinal);

    public IResourceStore Open(LastKnown? known)
    {
        OpenedWith = known;
        return this;
    }

    public string IdentityOf(IResourceStore store) => Identity;

    public ValueTask<StoreEntry?> GetAsync(ResourceKey key, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<StoreWrite> PutAsync(ResourceKey key, ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancel) =>
        throw new NotSupportedException();

    public ValueTask<StoreWrite> DeleteAsync(ResourceKey key, long? expectedRevision, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => default;
}
