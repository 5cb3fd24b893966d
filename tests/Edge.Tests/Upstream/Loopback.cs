using System.Net;
using System.Net.Sockets;
using Edge.Upstream;

namespace Edge.Tests.Upstream;

/// <summary>A listener on this machine, and both ends of connections to it.</summary>
internal sealed class Loopback : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    internal Loopback() => _listener.Start();

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal UpstreamEndpoint Endpoint => new(IsTls: false, "127.0.0.1", Port);

    public void Dispose() => _listener.Dispose();

    internal Task<Socket> Accept() => Until.Done(_listener.AcceptSocketAsync());

    /// <summary>A connection made by the real connector, and the peer's end of it.</summary>
    internal async Task<(UpstreamConnection Connection, Socket Peer)> Connect()
    {
        Task<Socket> accept = Accept();
        ConnectOutcome outcome = await Until.Done(new Connector(TimeProvider.System).ConnectAsync(Endpoint, default).AsTask());
        return (outcome.Connection.ShouldNotBeNull(outcome.Detail), await accept);
    }
}
