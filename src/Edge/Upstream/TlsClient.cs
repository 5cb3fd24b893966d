using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Faults;

namespace Edge.Upstream;

/// <summary>
/// The client's side of TLS: 1.2 or later, HTTP/1.1 by ALPN, the replica's certificate always verified. Safe from any thread.
/// </summary>
internal sealed class TlsClient
{
    private readonly TrustStore _authorities = new();

    /// <summary>
    /// Shakes hands over <paramref name="socket"/>, which the outcome's connection then owns; without a connection it is closed.
    /// Throws <see cref="OperationCanceledException"/> by <paramref name="ct"/> alone.
    /// </summary>
    internal async Task<ConnectOutcome> HandshakeAsync(Socket socket, UpstreamEndpoint endpoint, CancellationToken ct)
    {
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        bool stands = false;
        try
        {
            await stream.AuthenticateAsClientAsync(Options(endpoint), ct).ConfigureAwait(false);
            stands = true;
            return new ConnectOutcome(new UpstreamConnection(stream, socket));
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException or CryptographicException or UnauthorizedAccessException)
        {
            return new ConnectOutcome(FaultKind.TlsFailed, e.Message);
        }
        finally
        {
            if (!stands)
                await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private SslClientAuthenticationOptions Options(UpstreamEndpoint endpoint) => new()
    {
        TargetHost = endpoint.TlsHost,
        ApplicationProtocols = [SslApplicationProtocol.Http11],
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        AllowRenegotiation = false,
        CertificateChainPolicy = ChainPolicy(endpoint),
    };

    private X509ChainPolicy ChainPolicy(UpstreamEndpoint endpoint)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            // A handshake must not wait for a third party: the replica sends its intermediates itself.
            DisableCertificateDownloads = true,
        };
        if (endpoint.CaPath is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(_authorities.Load(endpoint.CaPath));
        }
        return policy;
    }
}
