namespace ConfigSync.Stores.Nats;

/// <summary>What has happened to a store since it was made, for metrics.</summary>
/// <param name="Reconnects">How often it was followed anew after it had been lost.</param>
/// <param name="Consumers">Consumers made: one to begin with, then one for each reconnect and each gap.</param>
/// <param name="Gaps">How often messages were found missing.</param>
/// <param name="Resets">How often a bucket was found that was not to be applied.</param>
/// <param name="ForeignKeys">Keys passed over because they name no resource.</param>
public readonly record struct NatsStoreCounters(long Reconnects, long Consumers, long Gaps, long Resets, long ForeignKeys);
