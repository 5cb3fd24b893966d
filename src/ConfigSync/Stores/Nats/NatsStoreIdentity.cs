namespace ConfigSync.Stores.Nats;

/// <summary>Which bucket the documents held were read from. It is kept with them, so that another bucket of that name is noticed.</summary>
/// <param name="Created">When the bucket's stream was created, by the server's clock.</param>
/// <param name="Adoption">The revision of the last adoption mark that was followed in it; 0 for none.</param>
public sealed record NatsStoreIdentity(DateTimeOffset Created, long Adoption);
