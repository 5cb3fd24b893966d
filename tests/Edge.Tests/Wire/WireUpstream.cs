using System.Net;
using System.Net.Sockets;

namespace Edge.Tests.Wire;

/// <summary>A replica played by a script: a listening socket, each accepted connection in the script's hands.</summary>
internal sealed class WireUpstream : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    internal WireUpstream() => _listener.Start();

    /// <summary>Its base URL.</summary>
    internal Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Waits for Edge to connect.</summary>
    internal async Task<WireConnection> AcceptAsync()
    {
        using var deadline = new CancellationTokenSource(WireConnection.Patience);
        return new WireConnection(await _listener.AcceptSocketAsync(deadline.Token));
    }

    /// <summary>Whether Edge has a connection open that was not accepted yet.</summary>
    internal bool HasPending => _listener.Pending();

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();
}
