using System.Threading.Channels;
using ConfigSync.Resources;

namespace ConfigSync.Stores;

/// <summary>
/// What a watcher of a folder was told, and the one place to tell it more: own writes and looks at the folder meet here, and
/// revisions of one key go up only. Safe from any thread.
/// </summary>
/// <param name="events">Where the watcher reads; never full.</param>
internal sealed class FolderNews(ChannelWriter<StoreEvent> events)
{
    /// <summary>
    /// How many deleted keys are remembered, some 10 MiB. Beyond it all are forgotten: a file that is put back by hand with its old
    /// time then comes with that.
    /// </summary>
    private const int MaxGone = 65_536;

    private readonly Lock _gate = new();
    private readonly Dictionary<ResourceKey, (FileStamp Stamp, long Revision)> _there = [];
    private readonly Dictionary<ResourceKey, long> _gone = [];
    private (ResourceKey Key, long Revision) _leaving;

    /// <summary>The documents that were told and not told deleted; a copy.</summary>
    internal ResourceKey[] Keys
    {
        get
        {
            lock (_gate)
                return [.. _there.Keys];
        }
    }

    /// <summary>Whether the file with <paramref name="stamp"/> was told; <see cref="FileStamp.None"/> for that there is none.</summary>
    internal bool Knows(ResourceKey key, FileStamp stamp)
    {
        lock (_gate)
            return (_there.TryGetValue(key, out var told) ? told.Stamp : FileStamp.None) == stamp;
    }

    /// <summary>The last revision told of <paramref name="key"/>, or 0.</summary>
    internal long LastRevision(ResourceKey key)
    {
        lock (_gate)
            return Last(key);
    }

    /// <summary>Tells a document, unless that revision or a later one was told.</summary>
    internal void Put(StoreEntry entry, FileStamp stamp)
    {
        lock (_gate)
        {
            if (entry.Revision <= Last(entry.Key))
                return;
            _gone.Remove(entry.Key);
            _there[entry.Key] = (stamp, entry.Revision);
            events.TryWrite(entry);
        }
    }

    /// <summary>
    /// This store is about to delete <paramref name="key"/>, one at a time: whoever sees first that its file is gone tells the same revision.
    /// With revision 0 it is not, after all.
    /// </summary>
    internal void Leaving(ResourceKey key, long revision)
    {
        lock (_gate)
            _leaving = (key, revision);
    }

    /// <summary>Tells a deletion by this store, unless it or something later was told.</summary>
    internal void Delete(ResourceKey key, long revision)
    {
        lock (_gate)
        {
            if (_there.ContainsKey(key) && revision > Last(key))
                Forget(key, revision);
        }
    }

    /// <summary>Tells that a file is gone, with the last revision told, or that of the deletion by this store. <paramref name="path"/> is looked at once more: it may have been written since.</summary>
    internal void Missing(ResourceKey key, string path)
    {
        lock (_gate)
        {
            if (_there.ContainsKey(key) && !File.Exists(path))
                Forget(key, _leaving.Key == key ? Math.Max(Last(key), _leaving.Revision) : Last(key));
        }
    }

    /// <summary>Tells anything else.</summary>
    internal void Tell(StoreEvent news)
    {
        lock (_gate)
            events.TryWrite(news);
    }

    private void Forget(ResourceKey key, long revision)
    {
        _there.Remove(key);
        if (_gone.Count >= MaxGone)
            _gone.Clear();
        _gone[key] = revision;
        events.TryWrite(new StoreDelete(key, revision));
    }

    private long Last(ResourceKey key) => _there.TryGetValue(key, out var told) ? told.Revision : _gone.GetValueOrDefault(key);
}
