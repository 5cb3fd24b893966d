using ConfigSync.Resources;

namespace ConfigSync.Stores;

/// <summary>One document as a store holds it; told to a watcher where it is new or changed.</summary>
/// <param name="Key">Where.</param>
/// <param name="Document">JSON in UTF-8, as it was written; not looked at.</param>
/// <param name="Revision">Grows with every write of this key; above 0.</param>
/// <param name="Written">When it was written, by the store's clock.</param>
public sealed record StoreEntry(ResourceKey Key, ReadOnlyMemory<byte> Document, long Revision, DateTimeOffset Written) : StoreEvent;
