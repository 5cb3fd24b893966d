using System.Numerics;

namespace Edge.Transport;

/// <summary>
/// Timers in slots of 64 ms. One fires when the clock has reached its time, never before, and at most a slot later. Moving one
/// to a later time only notes the time: it is put into its new slot when the old one comes up. All is O(1); what lies further
/// ahead than the wheel goes round (4 minutes) is looked at once a round.
/// </summary>
internal sealed class TimerWheel
{
    private const int SlotBits = 6;
    private const int Slots = 4096;
    private const int Mask = Slots - 1;

    private readonly LoopHandle?[] _slots = new LoopHandle?[Slots];
    private readonly ulong[] _occupied = new ulong[Slots / 64];
    private long _position;
    private int _count;

    /// <summary>An empty wheel that stands at <paramref name="now"/>, in milliseconds.</summary>
    internal TimerWheel(long now) => _position = now >> SlotBits;

    /// <summary>When the next slot comes up that has anything, in milliseconds; null when none has.</summary>
    internal long? Next => _count == 0 ? null : NextOccupied() << SlotBits;

    /// <summary>Sets or moves the timer of a handle.</summary>
    internal void Set(LoopHandle handle, long at)
    {
        long before = handle.TimerAt;
        handle.TimerAt = at;
        if (handle.TimerSlot >= 0)
        {
            if (at >= before)
                return;
            Unlink(handle);
        }
        Link(handle);
    }

    /// <summary>Turns the timer of a handle off, if it is on.</summary>
    internal void Clear(LoopHandle handle)
    {
        if (handle.TimerSlot >= 0)
            Unlink(handle);
    }

    /// <summary>Some handle whose timer is due at <paramref name="now"/>, with its timer off; null when no more is.</summary>
    internal LoopHandle? TakeDue(long now)
    {
        long target = now >> SlotBits;
        while (true)
        {
            if (_slots[_position & Mask] is { } handle)
            {
                Unlink(handle);
                if (SlotOf(handle.TimerAt) <= _position)
                    return handle;
                Link(handle);
                continue;
            }
            if (_position >= target)
                return null;
            _position = _count == 0 ? target : Math.Min(NextOccupied(), target);
        }
    }

    /// <summary>The first slot that begins at or behind a time.</summary>
    private static long SlotOf(long at) => (at + (1 << SlotBits) - 1) >> SlotBits;

    /// <summary>Never into the slot that is at hand: a handler that sets its timer to a time gone by must not be called for ever.</summary>
    private void Link(LoopHandle handle)
    {
        int slot = (int)(Math.Clamp(SlotOf(handle.TimerAt), _position + 1, _position + Slots - 1) & Mask);
        LoopHandle? first = _slots[slot];
        handle.TimerSlot = slot;
        handle.TimerBehind = first;
        if (first is not null)
            first.TimerBefore = handle;
        _slots[slot] = handle;
        _occupied[slot >> 6] |= 1UL << slot;
        _count++;
    }

    private void Unlink(LoopHandle handle)
    {
        int slot = handle.TimerSlot;
        if (handle.TimerBehind is { } behind)
            behind.TimerBefore = handle.TimerBefore;
        if (handle.TimerBefore is { } before)
            before.TimerBehind = handle.TimerBehind;
        else if ((_slots[slot] = handle.TimerBehind) is null)
            _occupied[slot >> 6] &= ~(1UL << slot);
        handle.TimerBefore = handle.TimerBehind = null;
        handle.TimerSlot = -1;
        _count--;
    }

    /// <summary>The next slot behind the position that has anything; there is one.</summary>
    private long NextOccupied()
    {
        int from = (int)(_position + 1) & Mask;
        int word = from >> 6;
        ulong bits = _occupied[word] & (ulong.MaxValue << from);
        while (bits == 0)
        {
            word = (word + 1) % _occupied.Length;
            bits = _occupied[word];
        }
        int slot = (word << 6) + BitOperations.TrailingZeroCount(bits);
        return _position + 1 + ((slot - from) & Mask);
    }
}
