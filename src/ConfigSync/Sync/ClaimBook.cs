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
    private readonly Dictionary<Claim, Claimants> _claims = [];

    /// <summary>The one that has <paramref name="claim"/>, or null.</summary>
    internal ResourceSlot? OwnerOf(Claim claim) => _claims.GetValueOrDefault(claim)?.Owner;

    /// <summary>
    /// Says that <paramref name="slot"/> claims <paramref name="claims"/> and nothing else, or that its age or rank changed.
    /// <paramref name="affected"/> gets those that gain or lose something by it.
    /// </summary>
    internal void Set(ResourceSlot slot, ImmutableArray<Claim> claims, ISet<ResourceSlot> affected)
    {
        foreach (Claim claim in slot.Claims)
        {
            if (!claims.Contains(claim))
                Change(claim, affected, claimants => claimants.All.Remove(slot));
        }
        ImmutableArray<Claim> before = slot.Claims;
        slot.Claims = claims;
        foreach (Claim claim in claims)
            Change(claim, affected, before.Contains(claim) ? null : claimants => claimants.All.Add(slot));
    }

    private void Change(Claim claim, ISet<ResourceSlot> affected, Action<Claimants>? change)
    {
        if (!_claims.TryGetValue(claim, out Claimants? claimants))
            _claims[claim] = claimants = new Claimants();
        change?.Invoke(claimants);
        ResourceSlot? owner = claimants.All.Count == 0 ? null : claimants.All.Aggregate((a, b) => b.GoesBefore(a) ? b : a);
        if (owner is null)
            _claims.Remove(claim);
        if (ReferenceEquals(owner, claimants.Owner))
            return;
        if (claimants.Owner is { } loser)
            affected.Add(loser);
        if (owner is not null)
            affected.Add(owner);
        claimants.Owner = owner;
    }

    private sealed class Claimants
    {
        internal List<ResourceSlot> All { get; } = [];
        internal ResourceSlot? Owner { get; set; }
    }
}
