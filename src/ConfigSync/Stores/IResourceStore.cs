using ConfigSync.Resources;

namespace ConfigSync.Stores;

/// <summary>
/// Where resources live: documents by key, each with a revision that grows with every write of it. What a document says is
/// nothing a store looks at. Safe from any thread.
/// </summary>
public interface IResourceStore : IAsyncDisposable
{
    /// <summary>Whether the store can be reached, and whether what it holds is to be trusted.</summary>
    StoreStatus Status { get; }

    /// <summary>About how many documents it holds, where that is known before a watcher is told them; else 0.</summary>
    int Expected { get; }

    /// <summary>
    /// Everything there is, then one <see cref="StoreSynced"/>, then each change as it comes, until <paramref name="cancel"/>.
    /// A connection lost on the way is not seen here but in <see cref="Status"/>: once it is back, what changed meanwhile
    /// comes as changes, and what is gone as <see cref="StoreDelete"/>; then <see cref="StoreSynced"/> comes again. Of a key
    /// that changed several times only the last state is sure to come; revisions of one key never go back,
    /// unless <see cref="StoreRenumbered"/> came before.
    /// One watcher at a time.
    /// </summary>
    IAsyncEnumerable<StoreEvent> WatchAsync(CancellationToken cancel);

    /// <summary>The document under <paramref name="key"/>, or null when there is none. Throws <see cref="StoreException"/> when the store cannot be asked.</summary>
    ValueTask<StoreEntry?> GetAsync(ResourceKey key, CancellationToken cancel);

    /// <summary>Writes a document; when it returns <see cref="StoreWriteOutcome.Written"/> it will not be lost.</summary>
    /// <param name="key">Under which key.</param>
    /// <param name="document">JSON in UTF-8.</param>
    /// <param name="expectedRevision">The revision it takes the place of; 0 where there must be none; null whatever is there.</param>
    /// <param name="cancel">Gives up waiting; whether it was written is then unknown.</param>
    ValueTask<StoreWrite> PutAsync(ResourceKey key, ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancel);

    /// <summary>Deletes a document; deleting what is not there is <see cref="StoreWriteOutcome.Written"/> unless a revision was expected.</summary>
    /// <param name="key">Under which key.</param>
    /// <param name="expectedRevision">The revision that is deleted; null whatever is there.</param>
    /// <param name="cancel">Gives up waiting; whether it was deleted is then unknown.</param>
    ValueTask<StoreWrite> DeleteAsync(ResourceKey key, long? expectedRevision, CancellationToken cancel);
}
