using System.Runtime.InteropServices;

namespace ConfigSync.Snapshots;

/// <summary>
/// Entries sorted by their <see cref="RouteEntry.Order"/>, between two snapshots. They lie in chunks: between two calls of <see cref="ToChunks"/> each
/// chunk that changes is copied once, and what was shown is never written again. One thread at a time.
/// </summary>
internal sealed class EntryRun
{
    /// <summary>Most entries of a chunk: a change copies 2 KiB of it, and of a hundred thousand entries the references to 400 chunks.</summary>
    internal const int MostEntries = 256;

    /// <summary>So many new ones are put in together: most come as a set.</summary>
    private const int MostNew = 16 * MostEntries;

    private RouteEntry[][] _chunks = [];
    // The order of the first entry of each chunk. A search that looked into the entries themselves would wait for memory at each step.
    private long[] _firsts = [];
    private bool[] _isOwn = [];
    private bool _isOwnRoot = true;
    private long _seen;
    private readonly List<RouteEntry> _new = [];

    /// <summary>The <see cref="RouteEntry.Order"/> of the next new entry.</summary>
    internal long Next() => _seen++;

    /// <summary>Adds an entry behind all others.</summary>
    internal void Add(RouteEntry entry)
    {
        _new.Add(entry);
        if (_new.Count == MostNew)
            TakeNew();
    }

    /// <summary>Puts an entry in the place of the one of the same order.</summary>
    internal void Replace(RouteEntry next)
    {
        TakeNew();
        int at = ChunkOf(next.Order);
        OwnRoot();
        if (!_isOwn[at])
            Put(at, [.. _chunks[at]]);
        _chunks[at][PlaceIn(_chunks[at], next.Order)] = next;
    }

    /// <summary>Takes the entry of an order out.</summary>
    internal void Remove(long order)
    {
        TakeNew();
        int at = ChunkOf(order);
        RouteEntry[] chunk = _chunks[at];
        int place = PlaceIn(chunk, order);
        OwnRoot();
        if (chunk.Length == 1)
        {
            RemoveChunk(at);
            return;
        }
        Put(at, [.. chunk.AsSpan(0, place), .. chunk.AsSpan(place + 1)]);
        Join(at);
        Join(at - 1);
    }

    /// <summary>The entries as they are now, in chunks of which none is empty; what is changed from here on does not show in them.</summary>
    internal RouteEntry[][] ToChunks()
    {
        TakeNew();
        _isOwnRoot = false;
        return _chunks;
    }

    private void TakeNew()
    {
        if (_new.Count == 0)
            return;
        OwnRoot();
        ReadOnlySpan<RouteEntry> rest = CollectionsMarshal.AsSpan(_new);
        if (_chunks is [.., { Length: < MostEntries } last])
        {
            int fits = Math.Min(MostEntries - last.Length, rest.Length);
            Put(_chunks.Length - 1, [.. last, .. rest[..fits]]);
            rest = rest[fits..];
        }
        int before = _chunks.Length, more = (rest.Length + MostEntries - 1) / MostEntries;
        Resize(before + more);
        for (int i = 0; i < more; i++)
            Put(before + i, [.. rest.Slice(i * MostEntries, Math.Min(MostEntries, rest.Length - (i * MostEntries)))]);
        _new.Clear();
    }

    /// <summary>Makes one of a chunk and the next one where that is at most half full: what stays of many is not kept in chunks of a few.</summary>
    private void Join(int at)
    {
        if (at < 0 || at + 1 >= _chunks.Length || _chunks[at].Length + _chunks[at + 1].Length > MostEntries / 2)
            return;
        Put(at, [.. _chunks[at], .. _chunks[at + 1]]);
        RemoveChunk(at + 1);
    }

    private int ChunkOf(long order)
    {
        int at = Array.BinarySearch(_firsts, order);
        return at >= 0 ? at : ~at - 1;
    }

    /// <summary>Orders grow by one at least, so an entry stands no further behind than its order says: there, where none before it is gone.</summary>
    private static int PlaceIn(RouteEntry[] chunk, long order)
    {
        int place = (int)Math.Min(order - chunk[0].Order, chunk.Length - 1);
        while (chunk[place].Order != order)
            place--;
        return place;
    }

    private void OwnRoot()
    {
        if (_isOwnRoot)
            return;
        _isOwnRoot = true;
        _chunks = [.. _chunks];
        _isOwn = new bool[_chunks.Length];
    }

    private void Put(int at, RouteEntry[] chunk) => (_chunks[at], _firsts[at], _isOwn[at]) = (chunk, chunk[0].Order, true);

    private void RemoveChunk(int at)
    {
        int behind = at + 1;
        _chunks.AsSpan(behind).CopyTo(_chunks.AsSpan(at));
        _firsts.AsSpan(behind).CopyTo(_firsts.AsSpan(at));
        _isOwn.AsSpan(behind).CopyTo(_isOwn.AsSpan(at));
        Resize(_chunks.Length - 1);
    }

    private void Resize(int chunks)
    {
        if (chunks == _chunks.Length)
            return;
        Array.Resize(ref _chunks, chunks);
        Array.Resize(ref _firsts, chunks);
        Array.Resize(ref _isOwn, chunks);
    }
}
