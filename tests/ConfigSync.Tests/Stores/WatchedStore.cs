using ConfigSync.Resources;
using ConfigSync.Stores;

namespace ConfigSync.Tests.Stores;

/// <summary>A store and all that its watcher was told.</summary>
internal sealed class WatchedStore : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<StoreEvent> _told = [];
    private readonly Task _watch;

    internal WatchedStore(IResourceStore store)
    {
        Store = store;
        _watch = Task.Run(async () =>
        {
            await foreach (StoreEvent told in store.WatchAsync(_stop.Token))
            {
                lock (_told)
                    _told.Add(told);
            }
        });
    }

    internal IResourceStore Store { get; }

    internal StoreEvent[] Told
    {
        get
        {
            lock (_told)
                return [.. _told];
        }
    }

    /// <summary>Waits until <paramref name="condition"/> holds for what was told, and gives it.</summary>
    internal async Task<StoreEvent[]> Until(Func<StoreEvent[], bool> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition(Told))
        {
            if (_watch.IsFaulted)
                await _watch;
            await Task.Delay(5, deadline.Token);
        }
        return Told;
    }

    internal Task<StoreEvent[]> UntilSynced(int times = 1) => Until(told => told.OfType<StoreSynced>().Count() == times);

    /// <summary>Waits until <paramref name="key"/> was last told with <paramref name="text"/>, or gone where that is null.</summary>
    internal async Task<StoreEvent> UntilLast(ResourceKey key, string? text)
    {
        StoreEvent? Last(StoreEvent[] told) => told.LastOrDefault(e => e is StoreEntry put ? put.Key == key : e is StoreDelete gone && gone.Key == key);
        return Last(await Until(told => Last(told) switch
        {
            StoreEntry put => text is not null && put.Document.Span.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(text)),
            StoreDelete => text is null,
            _ => false,
        }))!;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        await Store.DisposeAsync();
        _stop.Dispose();
    }
}
