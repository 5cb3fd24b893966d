using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ConfigSync.Resources;

namespace ConfigSync.Stores;

/// <summary>
/// Resources in a folder, one file each (<c>router.default.chat.json</c>), which people may edit by hand and several processes may
/// share. What it wrote is on disk; the revision of a file is its time, see <see cref="FileRevision"/>.
/// </summary>
public sealed class FileStore : IResourceStore
{
    /// <summary>How long a write waits for others to end theirs: each takes some flushes of the disk.</summary>
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LockPeriod = TimeSpan.FromMilliseconds(5);

    private readonly StoreFolder _folder;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _disposed = new();
    private volatile FolderNews? _news;
    private volatile FolderWatch? _watch;
    private int _watching;
    private bool _tidied;

    /// <summary>Names the folder; nothing is read or made yet.</summary>
    /// <param name="folder">Its path, relative ones from the current folder. It must exist before anything is read or written.</param>
    /// <param name="time">The clock revisions come from.</param>
    public FileStore(string folder, TimeProvider time)
    {
        _folder = new StoreFolder(Path.GetFullPath(folder));
        _time = time;
    }

    /// <inheritdoc/>
    public StoreStatus Status => _watch?.Status ?? new StoreStatus(StoreState.Connecting, "the folder is not watched yet");

    /// <inheritdoc/>
    public int Expected => 0;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoreEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _watching, 1) != 0)
            throw new InvalidOperationException("A store has one watcher at a time.");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, _disposed.Token);
        var events = Channel.CreateUnbounded<StoreEvent>(new UnboundedChannelOptions { SingleReader = true });
        var news = new FolderNews(events.Writer);
        var watch = new FolderWatch(_folder, news, _time);
        (_news, _watch) = (news, watch);
        Task looking = RunAsync(watch, stop.Token);
        try
        {
            while (await MoreAsync(events.Reader, looking, stop.Token).ConfigureAwait(false))
            {
                while (events.Reader.TryRead(out StoreEvent? told))
                    yield return told;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await looking.ConfigureAwait(false);
            _news = null;
            Volatile.Write(ref _watching, 0);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoreEntry?> GetAsync(ResourceKey key, CancellationToken cancel)
    {
        // A file that changed while it was read is read again; nobody writes one faster than this for long.
        for (int attempt = 0; attempt < 100; attempt++)
        {
            if (_folder.Read(key) is { } read)
                return Entry(key, read.Stamp, read.Content);
            await Task.Delay(LockPeriod, _time, cancel).ConfigureAwait(false);
        }
        throw new StoreException($"{_folder.FileOf(key)} is written all the time");
    }

    /// <inheritdoc/>
    public ValueTask<StoreWrite> PutAsync(ResourceKey key, ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancel)
    {
        if (document.Length > ResourceDocument.MaxBytes)
            return new(new StoreWrite(StoreWriteOutcome.TooLarge, 0, $"the document is larger than {ResourceDocument.MaxBytes >> 20} MiB"));
        if (!StoreFolder.CanHold(key))
            return new(new StoreWrite(StoreWriteOutcome.TooLarge, 0, $"the name of {key} is longer than {StoreKeyText.MaxLength} characters as a file name"));
        return WriteAsync(key, expectedRevision, (path, revision) =>
        {
            DateTime written = FileRevision.Time(revision);
            AtomicFile.Write(path, document.Span, written);
            _news?.Put(new StoreEntry(key, document.ToArray(), revision, written), FileStamp.Of(path));
        }, cancel);
    }

    /// <inheritdoc/>
    public ValueTask<StoreWrite> DeleteAsync(ResourceKey key, long? expectedRevision, CancellationToken cancel) =>
        WriteAsync(key, expectedRevision, (path, revision) =>
        {
            FolderNews? news = _news;
            news?.Leaving(key, revision);
            try
            {
                AtomicFile.Delete(path);
                news?.Delete(key, revision);
            }
            finally
            {
                news?.Leaving(key, 0);
            }
        }, cancel);

    /// <summary>Ends the watch, if there is one. Writes under way are finished.</summary>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync().ConfigureAwait(false);
        await _writing.WaitAsync().ConfigureAwait(false);
        _writing.Release();
    }

    /// <remarks>On a thread of its own, which sleeps, so that a look wakes no other one.</remarks>
    private static Task RunAsync(FolderWatch watch, CancellationToken stop) => Task.Factory.StartNew(
        () =>
        {
            do
                watch.Look();
            while (!stop.WaitHandle.WaitOne(watch.Pause));
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static async ValueTask<bool> MoreAsync(ChannelReader<StoreEvent> events, Task looking, CancellationToken stop)
    {
        try
        {
            Task<bool> more = events.WaitToReadAsync(stop).AsTask();
            await Task.WhenAny(more, looking).ConfigureAwait(false);
            return !looking.IsFaulted && await more.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private StoreEntry? Entry(ResourceKey key, FileStamp stamp, FileContent content)
    {
        if (content.Bytes is { } bytes)
            return new StoreEntry(key, bytes, FileRevision.Of(stamp), stamp.Modified);
        if (stamp == FileStamp.None && _folder.Stamp != FileStamp.None)
            return null;
        throw new StoreException($"{_folder.FileOf(key)} cannot be read: {content.Problem}");
    }

    private async ValueTask<StoreWrite> WriteAsync(ResourceKey key, long? expected, Action<string, long> write, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            using FolderLock? held = await TakeLockAsync(cancel).ConfigureAwait(false);
            if (held is null)
                return new StoreWrite(StoreWriteOutcome.Unavailable, 0, $"another process has been writing for {LockPatience.TotalSeconds} s; nothing was written");
            // Flushing the disk takes milliseconds, and callers may be on threads that serve others.
            return await Task.Run(() => Write(held, key, expected, write), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new StoreWrite(StoreWriteOutcome.Unavailable, 0, $"the folder {_folder.Path} cannot be written to: {e.Message}");
        }
        finally
        {
            _writing.Release();
        }
    }

    private StoreWrite Write(FolderLock held, ResourceKey key, long? expected, Action<string, long> write)
    {
        if (!_tidied)
            AtomicFile.RemoveLeftovers(_folder.Path);
        _tidied = true;
        // What is written would make an empty folder in the place of the right one look like the right one.
        if (Status is { State: StoreState.StoreReset } reset)
            return new StoreWrite(StoreWriteOutcome.Unavailable, 0, reset.Reason);
        string path = _folder.FileOf(key);
        FileStamp stamp = FileStamp.Of(path);
        long current = stamp == FileStamp.None ? 0 : FileRevision.Of(stamp);
        if (expected is { } revision && revision != current)
            return new StoreWrite(StoreWriteOutcome.Conflict, current, current == 0 ? "there is none" : "somebody else wrote it");
        long next = held.NextRevision(_time.GetUtcNow(), Math.Max(current, _news?.LastRevision(key) ?? 0));
        write(path, next);
        return new StoreWrite(StoreWriteOutcome.Written, next);
    }

    private async ValueTask<FolderLock?> TakeLockAsync(CancellationToken cancel)
    {
        for (long start = _time.GetTimestamp(); _time.GetElapsedTime(start) < LockPatience;)
        {
            if (FolderLock.TryTake(_folder.Path) is { } held)
                return held;
            await Task.Delay(LockPeriod, _time, cancel).ConfigureAwait(false);
        }
        return null;
    }
}
