using ConfigSync.Resources;

namespace ConfigSync.Stores;

/// <summary>What a watcher of a store is told; a <see cref="StoreEntry"/> is a document that is new or changed.</summary>
public abstract record StoreEvent;

/// <summary>A document is gone.</summary>
/// <param name="Key">Which.</param>
/// <param name="Revision">The revision of the deletion; where that is not known, the last one the document had.</param>
public sealed record StoreDelete(ResourceKey Key, long Revision) : StoreEvent;

/// <summary>Everything the store held when it was reached, first or again, has been told.</summary>
public sealed record StoreSynced : StoreEvent;

/// <summary>Another store was adopted: revisions begin anew, and the next one of each key may be lower than the last.</summary>
public sealed record StoreRenumbered : StoreEvent;

/// <summary>Something that is no resource lies in the store; it is passed over.</summary>
/// <param name="Name">Its key or file name, as the store has it.</param>
/// <param name="Reason">Why it is none, and what to do.</param>
public sealed record StoreForeign(string Name, string Reason) : StoreEvent;
