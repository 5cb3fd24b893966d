using System.Collections.Immutable;

namespace ConfigSync.Sync;

/// <summary>Something that one resource alone can have.</summary>
/// <param name="Scope">Where it is alone: an account, or empty for everywhere.</param>
/// <param name="Text">A further name, or a key's hash in hexadecimal.</param>
internal readonly record struct Claim(string Scope, string Text);

/// <summary>
/// Who claims what, and who has it: the one that goes before the others (<see cref="ResourceSlot.GoesBefore"/>), whatever came first. One
/// thread at a time.
/// </summary>
internal sealed class ClaimBook
{
    private readonly Dictionary<Claim, ResourceSlot> _owners = [];
    // All that claim the same, where it is more than one.
    private readonly Dictionary<Claim, List<ResourceSlot>> _contested = [];

    /// <summary>The one that has <paramref name="claim"/>, or null.</summary>
    internal ResourceSlot? OwnerOf(Claim claim) => _owners.GetValueOrDefault(claim);

    /// <summary>Whether a slot has all that it claims.</summary>
    internal bool HasAll(ResourceSlot slot) => slot.Claims.All(claim => ReferenceEquals(OwnerOf(claim), slot));

    /// <summary>
    /// Says that <paramref name="slot"/> claims <paramref name="claims"/> and nothing else, or that its age or rank changed.
    /// <paramref name="affected"/> gets those that gain or lose something by it.
    /// </summary>
    internal void Set(ResourceSlot slot, ImmutableArray<Claim> claims, SlotList affected)
    {
        foreach (Claim claim in slot.Claims)
        {
            if (!claims.Contains(claim))
                Remove(claim, slot, affected);
        }
        slot.Claims = claims;
        foreach (Claim claim in claims)
            Add(claim, slot, affected);
    }

    private void Add(Claim claim, ResourceSlot slot, SlotList affected)
    {
        if (_owners.TryAdd(claim, slot))
        {
            affected.Add(slot);
            return;
        }
        if (!_contested.TryGetValue(claim, out List<ResourceSlot>? all))
        {
            if (ReferenceEquals(_owners[claim], slot))
                return;
            _contested[claim] = all = [_owners[claim]];
        }
        if (!all.Contains(slot))
            all.Add(slot);
        Grant(claim, all, affected);
    }

    private void Remove(Claim claim, ResourceSlot slot, SlotList affected)
    {
        if (!_contested.TryGetValue(claim, out List<ResourceSlot>? all))
        {
            _owners.Remove(claim);
            affected.Add(slot);
            return;
        }
        all.Remove(slot);
        Grant(claim, all, affected);
        if (all.Count == 1)
            _contested.Remove(claim);
    }

    private void Grant(Claim claim, List<ResourceSlot> all, SlotList affected)
    {
        ResourceSlot owner = all.Aggregate((a, b) => b.GoesBefore(a) ? b : a);
        ResourceSlot before = _owners[claim];
        if (ReferenceEquals(owner, before))
            return;
        affected.Add(before);
        affected.Add(owner);
        _owners[claim] = owner;
    }
}
