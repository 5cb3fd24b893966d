namespace Edge.Upstream;

/// <summary>Where a replica listens and how a connection to it is made. Immutable, compared by value.</summary>
/// <param name="IsTls">Whether TLS is spoken.</param>
/// <param name="Host">A name to resolve, or an IP address without brackets.</param>
/// <param name="Port">TCP port, 1-65535.</param>
internal sealed record UpstreamEndpoint(bool IsTls, string Host, int Port)
{
    /// <summary>The name sent in the TLS hello (SNI) and looked for in the certificate; <see cref="Host"/> unless told otherwise.</summary>
    internal string TlsHost { get; init; } = Host;

    /// <summary>PEM file with the only certificate authorities to trust; null trusts the system's.</summary>
    internal string? CaPath { get; init; }

    /// <summary>Until a connection stands: name, TCP and TLS together. Zero or less waits without end.</summary>
    internal TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a connection made for <paramref name="other"/> is as good as one made for this; how long one may take to make does not matter.</summary>
    internal bool SameConnections(UpstreamEndpoint other) => this with { ConnectTimeout = other.ConnectTimeout } == other;
}
