using ConfigSync.Resources;

namespace ConfigSync.Sync;

/// <summary>One resource as this edge sees it at one moment.</summary>
/// <param name="Key">Which.</param>
/// <param name="State">In a word.</param>
/// <param name="Reason">For people: why it is not as written, and what to do; empty when it is.</param>
/// <param name="Revision">The revision of what was written last; 0 for what stands in <c>edge.json</c> alone.</param>
/// <param name="ServedRevision">The revision that serves, or would if it could; 0 for none from the store.</param>
/// <param name="Resource">What serves, or would if it could; null where no good version is known.</param>
public sealed record ResourceStatus(
    ResourceKey Key, ResourceState State, string Reason, long Revision, long ServedRevision, StoredResource? Resource)
{
    /// <summary>What serves, with the endpoints that were found by name and without the names that others have; null for nothing.</summary>
    public StoredResource? Served { get; init; }

    /// <summary>Whether it stands in <c>edge.json</c>, where no store can change it.</summary>
    public bool IsLocal { get; init; }
}
