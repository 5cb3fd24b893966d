using System.Diagnostics;

namespace Edge.Transport;

/// <summary>
/// The handles of a loop by number. A number given back is used again, with a higher generation: an event that was reported
/// for the one before finds nobody.
/// </summary>
internal sealed class HandleTable
{
    private Entry[] _entries = new Entry[256];
    private int _used;
    private int _free = -1;

    /// <summary>How many handles there are.</summary>
    internal int Count { get; private set; }

    /// <summary>Adds a handle and returns its ticket, for <see cref="Find"/>.</summary>
    internal ulong Add(LoopHandle handle)
    {
        Debug.Assert(handle.Slot < 0, "the handle is on a loop already");
        int slot = _free;
        if (slot >= 0)
            _free = _entries[slot].NextFree;
        else if ((slot = _used++) == _entries.Length)
            Array.Resize(ref _entries, _entries.Length * 2);
        _entries[slot].Handle = handle;
        handle.Slot = slot;
        Count++;
        return Ticket(slot);
    }

    /// <summary>The handle a ticket was given for, unless it was taken out since.</summary>
    internal LoopHandle? Find(ulong ticket)
    {
        uint slot = (uint)ticket;
        Entry[] entries = _entries;
        return slot < (uint)entries.Length && entries[slot].Generation == (uint)(ticket >> 32) ? entries[slot].Handle : null;
    }

    /// <summary>The ticket of a handle that is in.</summary>
    internal ulong TicketOf(LoopHandle handle) => Ticket(handle.Slot);

    /// <summary>Takes a handle out.</summary>
    internal void Remove(LoopHandle handle)
    {
        int slot = handle.Slot;
        Debug.Assert(ReferenceEquals(_entries[slot].Handle, handle));
        _entries[slot].Handle = null;
        _entries[slot].Generation++;
        _entries[slot].NextFree = _free;
        _free = slot;
        handle.Slot = -1;
        Count--;
    }

    /// <summary>Some handle that is in, or null: for the end, when they leave one after the other.</summary>
    internal LoopHandle? Any()
    {
        for (; _used > 0; _used--)
        {
            if (_entries[_used - 1].Handle is { } handle)
                return handle;
        }
        return null;
    }

    private ulong Ticket(int slot) => ((ulong)_entries[slot].Generation << 32) | (uint)slot;

    private struct Entry
    {
        internal LoopHandle? Handle;
        internal uint Generation;
        internal int NextFree;
    }
}
