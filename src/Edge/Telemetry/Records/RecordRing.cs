using System.Runtime.InteropServices;

namespace Edge.Telemetry.Records;

/// <summary>
/// Records on their way from the thread that made them to the one that reads them. One writer, unless it is told that there are several, and one
/// reader. Full, it drops what comes and counts that: nothing here may hold a request up.
/// </summary>
internal sealed class RecordRing
{
    /// <summary>A twentieth of a second at 40 000 requests a second; 0.8 MiB.</summary>
    internal const int Size = 2048;

    /// <summary>So many waiting wake the reader; fewer wait for its next look.</summary>
    private const int WakeAt = Size / 4;
    private readonly RequestRecord[] _slots = new RequestRecord[Size];
    private readonly Action _wake;
    private readonly Lock? _writers;
    private Places _places;

    /// <summary>An empty one.</summary>
    /// <param name="wake">Wakes the reader; called by the writer, and must not block.</param>
    /// <param name="manyWriters">Whether several threads write.</param>
    internal RecordRing(Action wake, bool manyWriters)
    {
        _wake = wake;
        _writers = manyWriters ? new Lock() : null;
    }

    /// <summary>Records that found no place so far.</summary>
    internal long Dropped => Volatile.Read(ref _places.Dropped);

    /// <summary>Whether something waits. From any thread.</summary>
    internal bool HasRecords => Volatile.Read(ref _places.Head) != Volatile.Read(ref _places.Tail);

    /// <summary>Adds a copy of <paramref name="record"/>; false when it was dropped.</summary>
    internal bool Write(in RequestRecord record)
    {
        if (_writers is null)
            return Put(record);
        lock (_writers)
            return Put(record);
    }

    /// <summary>Gives everything that waits to <paramref name="sink"/>, in order; returns how many that were. By the reader alone.</summary>
    internal int Drain(IRecordSink sink)
    {
        long tail = _places.Tail;
        long head = Volatile.Read(ref _places.Head);
        for (long at = tail; at < head; at++)
        {
            sink.Take(in _slots[(int)(at & (Size - 1))]);
            Volatile.Write(ref _places.Tail, at + 1);
        }
        return (int)(head - tail);
    }

    private bool Put(in RequestRecord record)
    {
        long head = _places.Head;
        if (head - _places.KnownTail >= WakeAt)
            _places.KnownTail = Volatile.Read(ref _places.Tail);
        long waiting = head - _places.KnownTail;
        if (waiting >= Size)
        {
            Volatile.Write(ref _places.Dropped, _places.Dropped + 1);
            return false;
        }
        _slots[(int)(head & (Size - 1))] = record;
        Volatile.Write(ref _places.Head, head + 1);
        // Once for so many, or each write of a full ring would be a system call.
        if (waiting > 0 && waiting % WakeAt == 0)
            _wake();
        return true;
    }

    // What the writer writes and what the reader writes lie on lines of their own.
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Places
    {
        [FieldOffset(128)]
        internal long Head;

        [FieldOffset(136)]
        internal long KnownTail;

        [FieldOffset(144)]
        internal long Dropped;

        [FieldOffset(256)]
        internal long Tail;
    }
}
