namespace ConfigSync.Stores.Nats;

/// <summary>The certificates of a connection to NATS, as PEM files.</summary>
public sealed record NatsTls
{
    /// <summary>Authorities that the servers' certificates come from; null for the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>Our own certificate, with <see cref="KeyFile"/>; null for none.</summary>
    public string? CertFile { get; init; }

    /// <summary>The key of <see cref="CertFile"/>.</summary>
    public string? KeyFile { get; init; }
}
