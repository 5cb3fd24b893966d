using ConfigSync.Resources;

namespace ConfigSync.Stores;

/// <summary>
/// Looks at a folder of resources and tells what changed in it, whoever changed it. One thread.
/// </summary>
/// <remarks>
/// A look every <see cref="ConfigFile.Period"/> costs one system call: the folder's own time changes with every file that is made,
/// renamed over or deleted. Only then, and once a second for files that were written in place, each file is asked for its stamp.
/// In a large folder that is done less often, so that it never takes more than a quarter of a core, and a
/// twentieth while nothing changes. A change is taken at the second look that sees it, so that a file still being written is
/// mostly not read.
/// </remarks>
internal sealed class FolderWatch(StoreFolder folder, FolderNews news, TimeProvider time)
{
    /// <summary>How often files are compared although the folder is the same.</summary>
    private static readonly TimeSpan ScanPeriod = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);
    private Dictionary<ResourceKey, FileStamp> _changing = [];
    private FileStamp _seen;
    private FileStamp _scanned;
    private TimeSpan _lastScan;
    private long _scanEnd;
    private bool _synced;
    private (ulong Device, ulong Number) _identity;

    /// <summary>How it stands.</summary>
    internal StoreStatus Status { get; private set; } = new(StoreState.Connecting, "the folder was not looked at yet");

    /// <summary>How long to wait for the next look: a scan may take a quarter of the time at most.</summary>
    internal TimeSpan Pause => TimeSpan.FromTicks(Math.Max(ConfigFile.Period.Ticks, 3 * _lastScan.Ticks));

    /// <summary>One look. The first one tells all there is, and so does the first after the folder could not be read.</summary>
    internal void Look()
    {
        try
        {
            FileStamp now = folder.Stamp;
            if (now == FileStamp.None)
                throw new DirectoryNotFoundException("it does not exist");
            TakeChanges();
            // Two changes within one tick of the kernel's clock leave one time; the scan after the next look finds the second.
            bool rests = now == _seen;
            _seen = now;
            if (!_synced || now != _scanned || time.GetElapsedTime(_scanEnd) >= ScanPauseWhileSame)
            {
                if (!TryScan(now))
                    return;
            }
            if (rests)
                _scanned = now;
            if (!_synced)
                Synced(now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Stop(new StoreStatus(StoreState.Disconnected, $"the folder {folder.Path} cannot be read: {e.Message}"));
        }
    }

    private TimeSpan ScanPauseWhileSame => TimeSpan.FromTicks(Math.Max(ScanPeriod.Ticks, 20 * _lastScan.Ticks));

    /// <summary>False when this is another folder and has nothing in it, as where a volume was not mounted: then it is not believed.</summary>
    private bool TryScan(FileStamp now)
    {
        long start = time.GetTimestamp();
        var there = new HashSet<ResourceKey>();
        var foreign = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in folder.Names())
        {
            if (!StoreFolder.TryParse(name, out ResourceKey key, out string? reason))
            {
                Foreign(name, reason);
                foreign.Add(name);
                continue;
            }
            there.Add(key);
            Note(key, FileStamp.Of(folder.FileOf(key)));
        }
        ResourceKey[] told = news.Keys;
        // Before the first one was told whole there is no other; what is told then is what this process wrote.
        if (there.Count == 0 && told.Length > 0 && _identity != default && (now.Device, now.Number) != _identity)
        {
            Stop(new StoreStatus(StoreState.StoreReset, $"{folder.Path} is another folder than before, and empty; mount the right one, or start anew to take this one"));
            return false;
        }
        foreach (ResourceKey key in told.Where(key => !there.Contains(key)))
            Note(key, FileStamp.None);
        _foreign.RemoveWhere(name => !foreign.Contains(name) && !there.Contains(KeyOrNone(name)));
        _scanEnd = time.GetTimestamp();
        _lastScan = time.GetElapsedTime(start, _scanEnd);
        return true;
    }

    private void Note(ResourceKey key, FileStamp stamp)
    {
        if (!news.Knows(key, stamp))
            _changing.TryAdd(key, stamp);
    }

    private void TakeChanges()
    {
        if (_changing.Count == 0)
            return;
        Dictionary<ResourceKey, FileStamp> before = _changing;
        _changing = [];
        foreach ((ResourceKey key, FileStamp stamp) in before)
        {
            if (FileStamp.Of(folder.FileOf(key)) is var now && (now != stamp || !Take(key, stamp)))
                Note(key, now);
        }
    }

    /// <summary>Tells what lies under <paramref name="key"/>; false when it is no longer what it was or cannot be told yet.</summary>
    private bool Take(ResourceKey key, FileStamp stamp)
    {
        if (stamp == FileStamp.None)
        {
            news.Missing(key, folder.FileOf(key));
            return true;
        }
        if (folder.Read(key) is not { } read || read.Stamp != stamp)
            return false;
        string name = Path.GetFileName(folder.FileOf(key));
        if (read.Content.Bytes is not { } document)
        {
            Foreign(name, $"it cannot be read: {read.Content.Problem}");
            return true;
        }
        _foreign.Remove(name);
        if (news.Knows(key, stamp))
            return true;
        if (FileRevision.Of(stamp) <= news.LastRevision(key) && !TryRenew(key, ref stamp))
            return false;
        long revision = Math.Max(FileRevision.Of(stamp), news.LastRevision(key) + 1);
        news.Put(new StoreEntry(key, document, revision, stamp.Modified), stamp);
        return true;
    }

    /// <summary>
    /// Gives a file that came with an old time, such as one put back from a backup, a new one: revisions go up. In a folder that
    /// cannot be written to, the file stays as it is, and the revision is this process's own. False while somebody is writing.
    /// </summary>
    private bool TryRenew(ResourceKey key, ref FileStamp stamp)
    {
        string file = folder.FileOf(key);
        try
        {
            using FolderLock? held = FolderLock.TryTake(folder.Path);
            if (held is null || FileStamp.Of(file) != stamp)
                return false;
            File.SetLastWriteTimeUtc(file, FileRevision.Time(held.NextRevision(time.GetUtcNow(), news.LastRevision(key))));
            FileStamp renewed = FileStamp.Of(file);
            bool same = renewed with { Modified = stamp.Modified } == stamp;
            stamp = renewed;
            return same;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private void Synced(FileStamp now)
    {
        // What is there at the start is taken as it is; if it is still being written, it comes again.
        TakeChanges();
        _synced = true;
        _identity = (now.Device, now.Number);
        Status = new StoreStatus(StoreState.Live, "");
        news.Tell(new StoreSynced());
    }

    /// <summary>Believes nothing until the folder is back: one that cannot be read is no empty one, and nothing is told deleted.</summary>
    private void Stop(StoreStatus status)
    {
        _synced = false;
        _changing = [];
        Status = status;
    }

    private void Foreign(string name, string reason)
    {
        if (_foreign.Add(name))
            news.Tell(new StoreForeign(name, reason));
    }

    private static ResourceKey KeyOrNone(string name) => StoreFolder.TryParse(name, out ResourceKey key, out _) ? key : default;
}
