namespace ConfigSync.Stores.Nats;

/// <summary>What a watch hands to its reader.</summary>
/// <param name="Event">The event.</param>
/// <param name="Identity">With <see cref="StoreSynced"/>: the bucket that everything up to here came from; else null.</param>
internal readonly record struct WatchItem(StoreEvent Event, NatsStoreIdentity? Identity = null);
