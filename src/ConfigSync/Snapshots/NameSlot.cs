namespace ConfigSync.Snapshots;

/// <summary>Where a page keeps one name: eight bytes, so that a search reads one cache line and then the name.</summary>
/// <param name="Tag">The low bits of the name's hash.</param>
/// <param name="Length">Bytes of the name.</param>
/// <param name="Begin">Where it begins among the page's bytes; 0 is no name.</param>
internal readonly record struct NameSlot(ushort Tag, ushort Length, int Begin)
{
    /// <summary>Whether no name is here.</summary>
    internal bool IsEmpty => Begin == 0;
}
