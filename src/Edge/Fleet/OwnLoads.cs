using System.Buffers;
using Edge.Balancing;

namespace Edge.Fleet;

/// <summary>
/// What this edge has told the others, and what is to be told next: what changed, and now and then the whole. An edge without
/// requests says nothing. One thread at a time; time is passed in, in ms.
/// </summary>
/// <param name="sender">This edge.</param>
internal sealed class OwnLoads(Guid sender)
{
    // An edge that joins, or lost a report, knows everything after so long.
    private const long WholeEvery = 1_000;

    // Others forget an edge that is silent for a second: three reports may be lost before.
    private const long SaySomethingEvery = 250;

    private readonly Dictionary<Replica, Told> _told = [];
    private readonly List<LoadEntry> _entries = [];
    private long _lastWhole = -WholeEvery;
    private long _last = -SaySomethingEvery;
    private uint _sequence;
    private bool _askedForWhole;

    /// <summary>Somebody new is there: the next report is a whole one.</summary>
    internal void TellWhole() => _askedForWhole = true;

    /// <summary>Writes the next report over <paramref name="replicas"/>; false when there is nothing to say.</summary>
    internal bool TryWrite(ReadOnlySpan<Replica> replicas, long now, IBufferWriter<byte> output)
    {
        bool known = _told.Count > 0;
        bool whole = _askedForWhole || now - _lastWhole >= WholeEvery;
        _entries.Clear();
        foreach (Replica replica in replicas)
            Take(replica, whole);
        bool speaks = _askedForWhole || _entries.Count > 0 || (known && (whole || now - _last >= SaySomethingEvery));
        if (!speaks)
            return false;
        if (whole)
            (_lastWhole, _askedForWhole) = (now, false);
        _last = now;
        Write(output, whole);
        return true;
    }

    /// <summary>Writes the last report: nothing is outstanding here any more.</summary>
    internal void WriteEnd(IBufferWriter<byte> output)
    {
        _entries.Clear();
        Write(output, whole: true);
    }

    private void Write(IBufferWriter<byte> output, bool whole) =>
        new LoadReport(sender, ++_sequence, whole).Write(output, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries));

    private void Take(Replica replica, bool whole)
    {
        int outstanding = replica.Outstanding;
        bool isTold = _told.TryGetValue(replica, out Told told);
        if (_entries.Count == LoadReport.MostEntries || (outstanding == 0 && !isTold) || (!whole && outstanding == told.Outstanding))
            return;
        ulong number = isTold ? told.Number : ReplicaNumber.Of(replica);
        if (outstanding > 0)
            _told[replica] = new Told(number, outstanding);
        else
            _told.Remove(replica);
        if (outstanding > 0 || !whole)
            _entries.Add(new LoadEntry(number, outstanding));
    }

    private readonly record struct Told(ulong Number, int Outstanding);
}
