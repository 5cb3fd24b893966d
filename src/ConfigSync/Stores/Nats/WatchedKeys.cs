using System.Runtime.InteropServices;
using ConfigSync.Resources;

namespace ConfigSync.Stores.Nats;

/// <summary>
/// What a watcher has been told of each key, so that it hears each change once and none out of order. Messages of the bucket go in, events
/// come out; a sweep, in which the bucket tells its whole key set, finds what is gone. No I/O; one thread at a time.
/// </summary>
internal sealed class WatchedKeys
{
    /// <summary>So many names that are no resources are remembered, which bounds what a stranger's writes cost; the rest is passed over silently.</summary>
    private const int MaxForeign = 10_000;

    /// <summary>Room is made for so many keys before they come, whatever a server says.</summary>
    private const long MostExpected = 1 << 20;

    private readonly Dictionary<ResourceKey, Known> _known = [];
    private readonly HashSet<string> _foreign = [];
    private volatile int _expected;
    private int _sweep;
    private int _unseen;
    private bool _sawHeld = true;

    /// <summary>Begins with what the watcher holds already: keys and their revisions, 0 for one that it wants told again.</summary>
    internal WatchedKeys(IEnumerable<KeyValuePair<ResourceKey, long>> held)
    {
        foreach ((ResourceKey key, long revision) in held)
        {
            _known[key] = new Known { Revision = revision, IsThere = true };
            Newest = Math.Max(Newest, revision);
        }
        Count = _known.Count;
    }

    /// <summary>How many keys the last sweep was said to bring, bounded; from any thread.</summary>
    internal int Expected => _expected;

    /// <summary>Documents the watcher holds.</summary>
    internal int Count { get; private set; }

    /// <summary>The highest revision it was told, or came with.</summary>
    internal long Newest { get; private set; }

    /// <summary>Names told to be no resources.</summary>
    internal int Foreign => _foreign.Count;

    /// <summary>Whether the sweep has so far come upon nothing of what was held when it began, not even to say that it was deleted.</summary>
    internal bool MissesAll => !_sawHeld;

    /// <summary>Whether documents are held that the sweep has not come upon so far.</summary>
    internal bool IsMissingSome => _unseen > 0;

    /// <summary>The whole key set follows: about so many keys.</summary>
    internal void BeginSweep(long keys = 0)
    {
        _expected = (int)Math.Min(keys, MostExpected);
        _known.EnsureCapacity(_expected);
        _sweep++;
        _unseen = Count;
        _sawHeld = Count == 0;
    }

    /// <summary>
    /// Revisions begin anew, in another stream, or everything is to be told again: the next message of each key is taken whatever its revision.
    /// What is held stays so until a sweep ends without it.
    /// </summary>
    internal void ForgetRevisions()
    {
        foreach (ResourceKey key in _known.Keys)
            CollectionsMarshal.GetValueRefOrNullRef(_known, key).TakesAny = true;
        Newest = 0;
    }

    /// <summary>Takes a message; returns what the watcher is to hear of it, or null when that is nothing new.</summary>
    internal StoreEvent? Take(in BucketMessage message)
    {
        Newest = Math.Max(Newest, message.Revision);
        if (!StoreKeyText.TryParse(message.Key.Span, out ResourceKey key, out string? reason))
            return TakeForeign(message.Key.ToString(), message.Deletes, reason);
        ref Known known = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, key, out bool isKnown);
        if (!isKnown)
            known.Sweep = _sweep;
        See(ref known);
        if (message.Revision <= known.Revision && !known.TakesAny)
            return null;
        known.TakesAny = false;
        known.Revision = message.Revision;
        bool was = known.IsThere;
        known.IsThere = !message.Deletes;
        Count += (known.IsThere ? 1 : 0) - (was ? 1 : 0);
        if (known.IsThere)
            return new StoreEntry(key, message.Value, message.Revision, message.Written);
        return was ? new StoreDelete(key, message.Revision) : null;
    }

    /// <summary>The key set has been told: what it did not name is gone, and is returned.</summary>
    internal IReadOnlyList<StoreDelete> EndSweep()
    {
        List<StoreDelete> gone = [];
        foreach ((ResourceKey key, Known known) in _known)
        {
            if (known.Sweep == _sweep)
                continue;
            if (known.IsThere)
                gone.Add(new StoreDelete(key, known.Revision));
            _known.Remove(key);
        }
        Count -= gone.Count;
        _unseen = 0;
        return gone;
    }

    /// <summary>Takes back a sweep that <see cref="MissesAll"/>: what it brought was not told.</summary>
    internal void UndoSweep()
    {
        foreach ((ResourceKey key, Known known) in _known)
        {
            if (known.Sweep != _sweep)
                continue;
            Count -= known.IsThere ? 1 : 0;
            _known.Remove(key);
        }
        _unseen = 0;
    }

    private StoreForeign? TakeForeign(string name, bool deletes, string reason) =>
        !deletes && _foreign.Count < MaxForeign && _foreign.Add(name) ? new StoreForeign(name, reason) : null;

    private void See(ref Known known)
    {
        if (known.Sweep == _sweep)
            return;
        known.Sweep = _sweep;
        _sawHeld = true;
        if (known.IsThere)
            _unseen--;
    }

    private struct Known
    {
        /// <summary>The last revision told, be it of a document or of its deletion.</summary>
        internal long Revision { get; set; }

        /// <summary>Whether it is a document, and not the memory of one.</summary>
        internal bool IsThere { get; set; }

        /// <summary>Whether the next message is taken whatever its revision.</summary>
        internal bool TakesAny { get; set; }

        /// <summary>The last sweep that came upon it.</summary>
        internal int Sweep { get; set; }
    }
}
