using System.Collections.Immutable;
using ConfigSync.Resources;
using ConfigSync.Stores;

namespace ConfigSync.Sync;

/// <summary>All that is known under one key: what <c>edge.json</c> says, what the store says, and which of it was compiled.</summary>
/// <param name="key">The key.</param>
internal sealed class ResourceSlot(ResourceKey key)
{
    /// <summary>The key.</summary>
    internal ResourceKey Key { get; } = key;

    /// <summary>What <c>edge.json</c> says; null for nothing.</summary>
    internal StoredResource? Local { get; set; }

    /// <summary>The last good version of the store; null for none.</summary>
    internal StoredResource? Stored { get; set; }

    /// <summary><see cref="Stored"/> as the store has it; null where documents are not kept.</summary>
    internal StoreEntry? Entry { get; set; }

    /// <summary>The revision the store told last, good or bad; 0 for none.</summary>
    internal long Revision { get; set; }

    /// <summary>Why the document of <see cref="Revision"/> is refused; empty when it is not.</summary>
    internal string Refusal { get; set; } = "";

    /// <summary>What the compiler has of it: less than <see cref="Effective"/> where others have its names; null for nothing.</summary>
    internal StoredResource? Compiled { get; set; }

    /// <summary>Endpoints of the deployment that were found by name.</summary>
    internal ImmutableArray<EndpointConfig> Found { get; set; } = [];

    /// <summary>Whether it is in a <see cref="SlotList"/>.</summary>
    internal bool IsListed { get; set; }

    /// <summary>What it claims; see <see cref="ClaimBook"/>.</summary>
    internal ImmutableArray<Claim> Claims { get; set; } = [];

    /// <summary>What is to serve: <c>edge.json</c> is in this operator's own hands, so it goes before what the store says.</summary>
    internal StoredResource? Effective => Local ?? Stored;

    /// <summary>Whether nothing is known any more.</summary>
    internal bool IsEmpty => Local is null && Stored is null && Refusal.Length == 0;

    /// <summary>
    /// Who has what several claim: <c>edge.json</c>, then the oldest, then the first by key. It says nothing of who came first here, so all edges
    /// decide alike.
    /// </summary>
    internal bool GoesBefore(ResourceSlot other)
    {
        if (Local is null != other.Local is null)
            return Local is not null;
        int byAge = Age.CompareTo(other.Age);
        return byAge != 0 ? byAge < 0 : Order(Key).CompareTo(Order(other.Key)) < 0;
    }

    // What is about to give up its claims goes last.
    private DateTimeOffset Age => Effective?.CreateTime ?? DateTimeOffset.MaxValue;

    private static (ResourceKind, string) Order(ResourceKey key) => (key.Kind, key.FullName);
}
