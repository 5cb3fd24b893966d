using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>Where further resources are followed from: a folder or a bucket of NATS. A change of it takes effect at the next start.</summary>
public sealed record StoreConfig
{
    /// <summary>Whether a presented key must be known even while the store has none, so that one that was revoked lets nobody in. Default true.</summary>
    public bool ManagesKeys { get; init; } = true;

    /// <summary>The folder that relative paths in stored documents start from: the store's own, or that of the configuration.</summary>
    public string BaseDirectory { get; init; } = "/";

    /// <summary>Absolute path of a folder with one document a file; null when the store is in NATS.</summary>
    public string? Folder { get; init; }

    /// <summary>The bucket; null when the store is a folder.</summary>
    public NatsConfig? Nats { get; init; }

    /// <summary>
    /// Absolute path of the file that keeps what was applied, for starts at which NATS cannot be reached; null for none. Always null for a
    /// folder, which is there without anybody's help.
    /// </summary>
    public string? LastKnownGood { get; init; }
}

/// <summary>A key-value bucket of NATS JetStream and how to reach it. Printing it shows no secret.</summary>
public sealed record NatsConfig
{
    /// <summary>The bucket where none is named.</summary>
    public const string DefaultBucket = "edge-config";

    /// <summary>The servers, as <c>nats://host:port</c> or <c>tls://host:port</c>; at least one.</summary>
    public ImmutableArray<string> Servers { get; init; } = ["nats://127.0.0.1:4222"];

    /// <summary>The bucket: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public string Bucket { get; init; } = DefaultBucket;

    /// <summary>Servers of a cluster that hold the bucket, where Edge creates it.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>A user's name, with <see cref="Password"/>; null for none.</summary>
    public string? User { get; init; }

    /// <summary>The password of <see cref="User"/>.</summary>
    public string? Password { get; init; }

    /// <summary>A token; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>Absolute path of a file with the seed of an NKey; null for none.</summary>
    public string? NKeyFile { get; init; }

    /// <summary>Absolute path of a credentials file, a JWT with its seed; null for none.</summary>
    public string? CredentialsFile { get; init; }

    /// <summary>Absolute path of PEM certificates of authorities that the servers' certificates come from; null for the system's.</summary>
    public string? CaPath { get; init; }

    /// <summary>Absolute path of our own certificate, PEM, with <see cref="KeyPath"/>; null for none.</summary>
    public string? CertificatePath { get; init; }

    /// <summary>Absolute path of the key of <see cref="CertificatePath"/>.</summary>
    public string? KeyPath { get; init; }

    /// <summary>Whether edges that follow this bucket tell each other what they have at replicas, for even load over all of them. Default true.</summary>
    public bool SharesLoad { get; init; } = true;

    /// <inheritdoc/>
    public override string ToString() => $"{Bucket} at {string.Join(", ", Servers)}";
}
