namespace ConfigSync.Sync;

/// <summary>Slots that something is to be done with, each once and in the order they came; a slot is in one such list at most. One thread at a time.</summary>
internal sealed class SlotList
{
    private List<ResourceSlot> _slots = [];
    private List<ResourceSlot> _taken = [];

    /// <summary>How many there are.</summary>
    internal int Count => _slots.Count;

    /// <summary>One by its place.</summary>
    internal ResourceSlot this[int at] => _slots[at];

    /// <summary>Puts a slot behind the others; one that is there already stays where it is.</summary>
    internal void Add(ResourceSlot slot)
    {
        if (slot.IsListed)
            return;
        slot.IsListed = true;
        _slots.Add(slot);
    }

    /// <summary>Takes all of them out. What it returns is valid until it is called again.</summary>
    internal List<ResourceSlot> Take()
    {
        foreach (ResourceSlot slot in _slots)
            slot.IsListed = false;
        (_slots, _taken) = (_taken, _slots);
        _slots.Clear();
        return _taken;
    }
}
