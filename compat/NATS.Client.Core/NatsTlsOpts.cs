using System.Net.Security;

namespace NATS.Client.Core;

/// <summary>How a connection is encrypted, and who is trusted.</summary>
public sealed record NatsTlsOpts
{
    /// <summary>TLS when the server can, trust as the system has it, no certificate of our own.</summary>
    public static readonly NatsTlsOpts Default = new();

    /// <summary>Our certificate and its chain, PEM; goes with <see cref="KeyFile"/>.</summary>
    public string? CertFile { get; init; }

    /// <summary>The key of our certificate, PEM.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Opens <see cref="KeyFile"/>.</summary>
    public string? KeyFilePassword { get; init; }

    /// <summary>Our certificate, its chain and key, PKCS#12; instead of <see cref="CertFile"/>.</summary>
    public string? CertBundleFile { get; init; }

    /// <summary>Opens <see cref="CertBundleFile"/>.</summary>
    public string? CertBundleFilePassword { get; init; }

    /// <summary>Has the last word on the options of each handshake.</summary>
    public Func<SslClientAuthenticationOptions, ValueTask>? ConfigureClientAuthentication { get; init; }

    /// <summary>Who is trusted, PEM, instead of the system's list.</summary>
    public string? CaFile { get; init; }

    /// <summary>Whether any certificate of the server will do.</summary>
    public bool InsecureSkipVerify { get; init; }

    /// <summary>When to encrypt.</summary>
    public TlsMode Mode { get; init; }
}
