using ConfigSync.Resources;
using ConfigSync.Stores;
using ConfigSync.Stores.Nats;

namespace ConfigSync.Sync;

/// <summary>The store that <c>edge.json</c> names.</summary>
/// <param name="config">What it says.</param>
/// <param name="clientName">Under which name servers list this process.</param>
/// <param name="time">The clock of the store.</param>
public sealed class ConfiguredStore(StoreConfig config, string clientName, TimeProvider time) : IStoreSource
{
    /// <inheritdoc/>
    public string? LastKnownGood => config.LastKnownGood;

    /// <summary>The bucket and how to reach it; null where the store is a folder.</summary>
    public NatsStoreOptions? Nats => config.Nats is not { } nats ? null : new NatsStoreOptions
    {
        Servers = nats.Servers,
        Bucket = nats.Bucket,
        Replicas = nats.Replicas,
        ClientName = clientName,
        Login = LoginOf(nats),
        Tls = nats is { CaPath: null, CertificatePath: null } ? null : new NatsTls { CaFile = nats.CaPath, CertFile = nats.CertificatePath, KeyFile = nats.KeyPath },
    };

    /// <inheritdoc/>
    public bool MayBe(string identity) => config.Nats is { } nats && NatsStoreIdentity.TryParse(identity, nats.Bucket, out _);

    /// <inheritdoc/>
    public IResourceStore Open(LastKnown? known)
    {
        if (config.Folder is { } folder)
            return new FileStore(folder, time);
        NatsStorePast? past = null;
        if (known is not null && NatsStoreIdentity.TryParse(known.Identity, config.Nats!.Bucket, out NatsStoreIdentity? identity))
            past = new NatsStorePast(identity, [.. known.Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Revision))]);
        return new NatsStore(Nats!, past, time);
    }

    /// <inheritdoc/>
    public string IdentityOf(IResourceStore store) =>
        store is NatsStore { Identity: { } identity } ? identity.Write(config.Nats!.Bucket) : "";

    private static NatsLogin? LoginOf(NatsConfig nats) =>
        nats is { User: null, Token: null, NKeyFile: null, CredentialsFile: null }
            ? null
            : new NatsLogin
            {
                User = nats.User,
                Password = nats.Password,
                Token = nats.Token,
                NKeyFile = nats.NKeyFile,
                CredentialsFile = nats.CredentialsFile,
            };
}
