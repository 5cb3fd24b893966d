using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Edge.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Edge.Hosting;

/// <summary>
/// What Kestrel accepts from. A connection waits here as a descriptor; the socket around it, which takes a dozen system calls,
/// is made on the thread that accepts, so that the loop is not held up.
/// </summary>
/// <param name="endPoint">Where Kestrel believes to listen.</param>
/// <param name="connections">Makes Kestrel's connections of sockets; owned.</param>
internal sealed class HandoverListener(HandoverEndPoint endPoint, SocketConnectionContextFactory connections) : IConnectionListener
{
    private readonly Channel<GivenConnection> _given = Channel.CreateUnbounded<GivenConnection>();

    /// <inheritdoc/>
    public EndPoint EndPoint => endPoint;

    /// <summary>Adds a connection; false when this listens no more.</summary>
    internal bool TryGive(GivenConnection connection) => _given.Writer.TryWrite(connection);

    /// <summary>The next connection; null after <see cref="UnbindAsync"/>, when those given before have been taken.</summary>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _given.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (_given.Reader.TryRead(out GivenConnection given))
            {
                if (TryOpen(given) is { } connection)
                    return connection;
            }
        }
        return null;
    }

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _given.Writer.TryComplete();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _given.Writer.TryComplete();
        while (_given.Reader.TryRead(out GivenConnection given))
            given.Refuse();
        connections.Dispose();
        return default;
    }

    /// <summary>Null when the connection broke on its way.</summary>
    private ConnectionContext? TryOpen(GivenConnection given)
    {
        var handle = new SafeSocketHandle(given.Descriptor, ownsHandle: true);
        try
        {
            var socket = new Socket(handle) { NoDelay = true };
            ConnectionContext connection = connections.Create(socket);
            if (given.Prefix.Length > 0)
                connection.Transport = new PrefixedTransport(new PrefixedReader(connection.Transport.Input, given.Prefix), connection.Transport.Output);
            if (given.Gate is not null)
                connection.ConnectionClosed.UnsafeRegister(static gate => ((ConnectionGate)gate!).Leave(), given.Gate);
            return connection;
        }
        catch (SocketException)
        {
            handle.Dispose();
            given.Gate?.Leave();
            return null;
        }
    }
}
