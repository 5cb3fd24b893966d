namespace ConfigSync.Snapshots;

/// <summary>
/// Some names: open addressing, the bytes of all names in one array. Whoever made it may change it while nobody else has seen
/// it; from then on it is immutable.
/// </summary>
/// <typeparam name="T">What a name stands for.</typeparam>
/// <param name="owner">Who may change it still; see <see cref="NameTableBuilder{T}"/>.</param>
/// <param name="names">How many names to have room for.</param>
/// <param name="bytes">How many bytes of names to have room for.</param>
internal sealed class NamePage<T>(object? owner, int names, int bytes) where T : class
{
    private const int FewestSlots = 4;
    private NameSlot[] _slots = new NameSlot[SlotsFor(names)];
    private T?[] _values = new T?[SlotsFor(names)];
    // Byte 0 is nobody's, so that a name always begins behind 0.
    private byte[] _bytes = new byte[1 + bytes];
    private int _end = 1;

    /// <summary>Who may change it still.</summary>
    internal object? Owner { get; } = owner;

    /// <summary>How many names it holds.</summary>
    internal int Count { get; private set; }

    /// <summary>Bytes of all its names.</summary>
    internal int Bytes => _end - 1;

    /// <summary>The value of <paramref name="name"/>, or null.</summary>
    internal T? Find(ulong hash, ReadOnlySpan<byte> name)
    {
        int slot = SlotOf(hash, name);
        return slot < 0 ? null : _values[slot];
    }

    /// <summary>The slot of <paramref name="name"/>, or -1.</summary>
    internal int SlotOf(ulong hash, ReadOnlySpan<byte> name)
    {
        NameSlot[] slots = _slots;
        // A quarter of the slots is empty, so the search ends.
        for (int i = (int)hash & (slots.Length - 1); ; i = (i + 1) & (slots.Length - 1))
        {
            NameSlot slot = slots[i];
            if (slot.Tag == (ushort)hash && slot.Length == name.Length && !slot.IsEmpty && name.SequenceEqual(NameOf(slot)))
                return i;
            if (slot.IsEmpty)
                return -1;
        }
    }

    /// <summary>The name in a slot; empty where there is none.</summary>
    internal ReadOnlySpan<byte> NameAt(int slot) => NameOf(_slots[slot]);

    /// <summary>The value in a slot; null where there is none.</summary>
    internal T? ValueAt(int slot) => _values[slot];

    /// <summary>Gives the name in a slot another value.</summary>
    internal void Replace(int slot, T value) => _values[slot] = value;

    /// <summary>Adds a name that is not there yet, of at most 65 535 bytes.</summary>
    internal void Add(ulong hash, ReadOnlySpan<byte> name, T value)
    {
        if (SlotsFor(Count + 1) > _slots.Length)
            Grow();
        if (_end + name.Length > _bytes.Length)
            Array.Resize(ref _bytes, _end + Math.Max(name.Length, _end / 2));
        name.CopyTo(_bytes.AsSpan(_end));
        Place(new NameSlot((ushort)hash, checked((ushort)name.Length), _end), value);
        _end += name.Length;
        Count++;
    }

    /// <summary>The same names at the same slots, for <paramref name="newOwner"/>, with room for <paramref name="spare"/> more bytes.</summary>
    internal NamePage<T> Copy(object newOwner, int spare)
    {
        var copy = new NamePage<T>(newOwner, 0, Bytes + spare)
        {
            _slots = [.. _slots],
            _values = [.. _values],
            _end = _end,
            Count = Count,
        };
        _bytes.AsSpan(0, _end).CopyTo(copy._bytes);
        return copy;
    }

    /// <summary>The first of the slots behind <paramref name="slot"/> that holds a name, or -1; begin with -1.</summary>
    internal int Next(int slot)
    {
        while (++slot < _slots.Length)
        {
            if (!_slots[slot].IsEmpty)
                return slot;
        }
        return -1;
    }

    /// <summary>Adds the name in a slot of another page. The low bits of the hash are all that a page asks of it.</summary>
    internal void AddFrom(NamePage<T> other, int slot) => Add(other._slots[slot].Tag, other.NameAt(slot), other._values[slot]!);

    private ReadOnlySpan<byte> NameOf(NameSlot slot) => _bytes.AsSpan(slot.Begin, slot.Length);

    private void Grow()
    {
        (NameSlot[] slots, T?[] values) = (_slots, _values);
        _slots = new NameSlot[SlotsFor(Count + 1)];
        _values = new T?[_slots.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            if (!slots[i].IsEmpty)
                Place(slots[i], values[i]!);
        }
    }

    private void Place(NameSlot slot, T value)
    {
        int i = slot.Tag & (_slots.Length - 1);
        while (!_slots[i].IsEmpty)
            i = (i + 1) & (_slots.Length - 1);
        (_slots[i], _values[i]) = (slot, value);
    }

    /// <summary>A power of two of which at most three quarters are taken: runs of taken slots stay short.</summary>
    private static int SlotsFor(int names)
    {
        int slots = FewestSlots;
        while (names > slots / 4 * 3)
            slots *= 2;
        return slots;
    }
}
