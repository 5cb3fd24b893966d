using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Edge.Tests.Upstream;

/// <summary>Accepts TLS connections on a local port and keeps the server's end of each.</summary>
internal sealed class TlsServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly SslServerAuthenticationOptions _options;

    internal TlsServer(X509Certificate2 certificate, string address = "127.0.0.1", SslProtocols protocols = SslProtocols.None)
    {
        _options = new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            EnabledSslProtocols = protocols,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
        _listener = new TcpListener(IPAddress.Parse(address), 0);
        _listener.Start();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Dispose();
        _options.ServerCertificate?.Dispose();
    }

    /// <summary>The server's end of the next connection; fails when the handshake does.</summary>
    internal async Task<SslStream> Accept()
    {
        Socket socket = await _listener.AcceptSocketAsync().WaitAsync(Until.Deadline);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await stream.AuthenticateAsServerAsync(_options).WaitAsync(Until.Deadline);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
