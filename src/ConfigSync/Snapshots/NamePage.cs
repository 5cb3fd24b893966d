using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ConfigSync.Snapshots;

/// <summary>
/// Some names: open addressing, slots and the bytes of all names in one array. Whoever made it may change it while nobody else has
/// seen it; from then on it is immutable.
/// </summary>
/// <remarks>
/// Among a million names nothing of a page is in a cache, and what a search waits for is memory. So it reads two lines, one behind the
/// other: a slot, then the name, with the value beside it. A page is a struct that lies in its chunk, and no length of an array is
/// asked for: each would be one more line to wait for.
/// </remarks>
/// <typeparam name="T">What a name stands for.</typeparam>
internal struct NamePage<T> where T : class
{
    private const int FewestSlots = 4;
    // The slots, then the bytes of the names.
    private byte[] _data;
    private T?[] _values;
    private int _mask;
    private int _end;
    // Another page has it as well: that of which this one is a copy.
    private bool _sharesData;

    /// <summary>An empty one.</summary>
    /// <param name="owner">Who may change it still; see <see cref="NameTableBuilder{T}"/>.</param>
    /// <param name="names">How many names to have room for.</param>
    /// <param name="bytes">How many bytes of names to have room for.</param>
    internal NamePage(object? owner, int names, int bytes)
    {
        int slots = SlotsFor(names);
        Owner = owner;
        _data = new byte[BytesOf(slots) + bytes];
        _values = new T?[slots];
        _mask = slots - 1;
        _end = BytesOf(slots);
    }

    /// <summary>Who may change it still.</summary>
    internal object? Owner { get; private set; }

    /// <summary>How many names it holds.</summary>
    internal int Count { get; private set; }

    /// <summary>Bytes of all its names.</summary>
    internal readonly int Bytes => _end - BytesOf(_mask + 1);

    /// <summary>The value of <paramref name="name"/>, or null.</summary>
    internal readonly T? Find(ulong hash, ReadOnlySpan<byte> name)
    {
        int slot = SlotOf(hash, name);
        return slot < 0 ? null : ValueAt(slot);
    }

    /// <summary>The slot of <paramref name="name"/>, or -1.</summary>
    internal readonly int SlotOf(ulong hash, ReadOnlySpan<byte> name)
    {
        // A quarter of the slots is empty, so the search ends.
        for (int i = (int)hash & _mask; ; i = (i + 1) & _mask)
        {
            NameSlot slot = SlotAt(i);
            if (slot.Tag == (ushort)hash && slot.Length == name.Length && !slot.IsEmpty && name.SequenceEqual(NameOf(slot)))
                return i;
            if (slot.IsEmpty)
                return -1;
        }
    }

    /// <summary>The name in a slot; empty where there is none.</summary>
    internal readonly ReadOnlySpan<byte> NameAt(int slot) => NameOf(SlotAt(slot));

    /// <summary>The value in a slot; null where there is none.</summary>
    internal readonly T? ValueAt(int slot)
    {
        Debug.Assert(slot >= 0 && slot <= _mask, "no such slot");
        return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), slot);
    }

    /// <summary>Gives the name in a slot another value.</summary>
    internal readonly void Replace(int slot, T value) => _values[slot] = value;

    /// <summary>Adds a name that is not there yet, of at most 65 535 bytes.</summary>
    internal void Add(ulong hash, ReadOnlySpan<byte> name, T value)
    {
        ushort length = checked((ushort)name.Length);
        if (SlotsFor(Count + 1) > _mask + 1)
            Grow();
        if (_sharesData)
            Move(_end + name.Length);
        else if (_end + name.Length > _data.Length)
            Move(_end + Math.Max(name.Length, Bytes / 2));
        name.CopyTo(_data.AsSpan(_end));
        Place(new NameSlot((ushort)hash, length, _end), value);
        _end += name.Length;
        Count++;
    }

    /// <summary>The same names at the same slots, for <paramref name="newOwner"/>: what most changes need, another value, copies no name.</summary>
    internal readonly NamePage<T> Copy(object newOwner)
    {
        NamePage<T> copy = this;
        (copy.Owner, copy._values, copy._sharesData) = (newOwner, [.. _values], true);
        return copy;
    }

    /// <summary>The first of the slots behind <paramref name="slot"/> that holds a name, or -1; begin with -1.</summary>
    internal readonly int Next(int slot)
    {
        while (++slot <= _mask)
        {
            if (!SlotAt(slot).IsEmpty)
                return slot;
        }
        return -1;
    }

    /// <summary>Adds the name in a slot of another page. The low bits of the hash are all that a page asks of it.</summary>
    internal void AddFrom(in NamePage<T> other, int slot) => Add(other.SlotAt(slot).Tag, other.NameAt(slot), other.ValueAt(slot)!);

    private readonly NameSlot SlotAt(int slot)
    {
        Debug.Assert(slot >= 0 && slot <= _mask, "no such slot");
        return Unsafe.ReadUnaligned<NameSlot>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_data), BytesOf(slot)));
    }

    private readonly ReadOnlySpan<byte> NameOf(NameSlot slot)
    {
        Debug.Assert(slot.Begin + slot.Length <= _end, "a name behind the end");
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_data), slot.Begin), slot.Length);
    }

    private void Move(int length)
    {
        byte[] data = new byte[length];
        _data.AsSpan(0, _end).CopyTo(data);
        (_data, _sharesData) = (data, false);
    }

    private void Grow()
    {
        NamePage<T> old = this;
        this = new NamePage<T>(old.Owner, old.Count + 1, old._data.Length - BytesOf(old._mask + 1));
        for (int i = old.Next(-1); i >= 0; i = old.Next(i))
            AddFrom(old, i);
    }

    private readonly void Place(NameSlot slot, T value)
    {
        int i = slot.Tag & _mask;
        while (!SlotAt(i).IsEmpty)
            i = (i + 1) & _mask;
        MemoryMarshal.Write(_data.AsSpan(BytesOf(i)), slot);
        // A checked store reads the type of the value, which of most is in no cache: of a large set that arrives it was a tenth.
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), i) = value;
    }

    private static int BytesOf(int slots) => slots * Unsafe.SizeOf<NameSlot>();

    /// <summary>A power of two of which at most three quarters are taken: runs of taken slots stay short.</summary>
    private static int SlotsFor(int names)
    {
        int slots = FewestSlots;
        while (names > slots / 4 * 3)
            slots *= 2;
        return slots;
    }
}
