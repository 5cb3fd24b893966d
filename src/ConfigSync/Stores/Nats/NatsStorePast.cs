using ConfigSync.Resources;

namespace ConfigSync.Stores.Nats;

/// <summary>What is held of a bucket when a store is made, as from a file of what was applied last.</summary>
/// <param name="Identity">The bucket it came from; null where that is not known.</param>
/// <param name="Held">The keys and revisions of the documents; revision 0 for one that is to be told again.</param>
public sealed record NatsStorePast(NatsStoreIdentity? Identity, IReadOnlyCollection<KeyValuePair<ResourceKey, long>> Held);
