namespace ConfigSync.Stores.Nats;

/// <summary>Which bucket to follow and how to reach its servers. Printing it shows no secret.</summary>
public sealed record NatsStoreOptions
{
    /// <summary>Where NATS is, as <c>nats://host:port</c> or <c>tls://host:port</c>; tried in random order.</summary>
    public IReadOnlyList<string> Servers { get; init; } = ["nats://127.0.0.1:4222"];

    /// <summary>The key-value bucket: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public string Bucket { get; init; } = "edge-config";

    /// <summary>Servers of a cluster that hold the bucket, where it is created here; one that is there stays as it is.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Under which name the servers list this client.</summary>
    public string ClientName { get; init; } = "edge";

    /// <summary>How to log in; null for no login.</summary>
    public NatsLogin? Login { get; init; }

    /// <summary>Certificates, where they are not the system's; null for the usual.</summary>
    public NatsTls? Tls { get; init; }

    /// <summary>How long an answer of the servers may take, the wait for a connection included.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the bucket is looked at while nothing happens, to find what no message tells: that it was emptied, or that a message was lost.</summary>
    public TimeSpan AuditPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override string ToString() => $"{Bucket} at {string.Join(", ", Servers.Select(NatsConnecting.WithoutLogin))}";
}
