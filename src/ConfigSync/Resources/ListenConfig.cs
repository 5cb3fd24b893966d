using System.Collections.Immutable;
using System.Net;

namespace ConfigSync.Resources;

/// <summary>Addresses, certificate and intake limits. A change of it takes effect at the next start.</summary>
public sealed record ListenConfig
{
    /// <summary>The account name used where a resource names none.</summary>
    public const string DefaultAccount = "default";

    /// <summary>Cleartext HTTP/1.1 for callers. Default 127.0.0.1:8080; null serves none.</summary>
    public IPEndPoint? Data { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary>Cleartext HTTP/2 with prior knowledge for callers; null (the default) serves none.</summary>
    public IPEndPoint? H2c { get; init; }

    /// <summary>HTTP/1.1 and HTTP/2 over TLS for callers; null (the default) serves none.</summary>
    public TlsConfig? Tls { get; init; }

    /// <summary>Health, metrics and, later, the control API. Default 127.0.0.1:8081.</summary>
    public IPEndPoint Control { get; init; } = new(IPAddress.Loopback, 8081);

    /// <summary>An address of its own for <c>/metrics</c>; null serves it on <see cref="Control"/>.</summary>
    public IPEndPoint? Metrics { get; init; }

    /// <summary>Origins that browsers may call from (<c>https://host[:port]</c>, or the single entry <c>*</c>); empty turns CORS off.</summary>
    public ImmutableArray<string> CorsOrigins { get; init; } = [];

    /// <summary>Networks whose <c>X-Forwarded-*</c> fields are kept and appended to; from elsewhere they are overwritten.</summary>
    public ImmutableArray<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Largest request body in bytes; above it 413. Default 64 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 64L << 20;

    /// <summary>How much of a request is kept for sending it again, in bytes. Default 1 MiB.</summary>
    public int ReplayBytes { get; init; } = 1 << 20;

    /// <summary>What serves <see cref="Data"/>.</summary>
    public ListenDriver Driver { get; init; }

    /// <summary>Event loops, each on a thread of its own; 0 (the default) for one per core. Of the driver <c>loop</c> alone.</summary>
    public int Loops { get; init; }

    /// <summary>Whether the control API answers on the listeners for callers too, with a key that allows it. Default false.</summary>
    public bool PublicControl { get; init; }

    /// <summary>Whether another process may listen on <see cref="Data"/> as well, to take over from this one. Of the driver <c>loop</c> alone.</summary>
    public bool ReusePort { get; init; }

    /// <summary>Most callers connected to <see cref="Data"/>; 0 (the default) for what the limit of open files allows. Of the driver <c>loop</c> alone.</summary>
    public int MaxConnections { get; init; }

    /// <summary>Longest request line in bytes. Default 8 KiB.</summary>
    public int MaxLineBytes { get; init; } = 8 << 10;

    /// <summary>Largest head of a request in bytes. Default 32 KiB.</summary>
    public int MaxHeadBytes { get; init; } = 32 << 10;

    /// <summary>Most fields in the head of a request. Default 100.</summary>
    public int MaxFields { get; init; } = 100;

    /// <summary>
    /// Most memory that bodies of requests are kept in, in bytes, all together; above it 503. 0 (the default) for a quarter of what the process may use.
    /// </summary>
    public long MaxBufferedBytes { get; init; }

    /// <summary>
    /// How long new callers are still served after the first signal to stop, while <c>/readyz</c> says no and each answer ends its connection. Default 0: a load
    /// balancer that looks at <c>/readyz</c> needs longer than it takes to look.
    /// </summary>
    public TimeSpan DrainGrace { get; init; }

    /// <summary>How long running requests may finish after the first signal to stop. Default 30 s.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>The TLS endpoint for callers. The files are read again when they change.</summary>
/// <param name="Address">Where to listen.</param>
/// <param name="CertificatePath">PEM file: the certificate, then its intermediates.</param>
/// <param name="KeyPath">PEM file of the private key, not encrypted.</param>
public sealed record TlsConfig(IPEndPoint Address, string CertificatePath, string KeyPath);
