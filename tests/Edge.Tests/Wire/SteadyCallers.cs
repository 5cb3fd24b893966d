using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.Tests.Wire;

/// <summary>Callers that ask one thing again and again over connections that stay, without allocating: blocking calls on its thread.</summary>
internal sealed class SteadyCallers : IDisposable
{
    private readonly Socket[] _connections;
    private readonly byte[] _request;
    private readonly byte[] _end;
    private readonly byte[] _buffer = new byte[16 * 1024];

    /// <summary>Connects. What is asked for by <paramref name="request"/> are events or a document: see <see cref="SteadyReplica"/>.</summary>
    internal SteadyCallers(IPEndPoint address, int connections, string request)
    {
        _request = Encoding.ASCII.GetBytes(request);
        _end = (_request.AsSpan().EndsWith(SteadyReplica.StreamEnd) ? SteadyReplica.EventsEnd : SteadyReplica.DocumentEnd).ToArray();
        _connections = [.. Enumerable.Range(0, connections).Select(_ => Connect(address))];
    }

    /// <summary>Asks <paramref name="times"/> times, on all connections at once; over when all is answered. Throws when a connection ends.</summary>
    internal void Ask(int times)
    {
        for (int left = times; left > 0; left -= _connections.Length)
        {
            foreach (Socket connection in _connections)
                connection.Send(_request);
            foreach (Socket connection in _connections)
                Receive(connection);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Socket connection in _connections)
            connection.Dispose();
    }

    private static Socket Connect(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.ReceiveTimeout = (int)WireConnection.Patience.TotalMilliseconds;
        socket.Connect(address);
        return socket;
    }

    private void Receive(Socket connection)
    {
        for (int length = 0; !_buffer.AsSpan(0, length).EndsWith(_end);)
        {
            int count = connection.Receive(_buffer.AsSpan(length));
            if (count == 0)
                throw new EndOfStreamException("closed in the middle of an answer");
            length += count;
            if (length > 12 && !_buffer.AsSpan().StartsWith("HTTP/1.1 200"u8))
                throw new InvalidDataException(Encoding.Latin1.GetString(_buffer, 0, length));
        }
    }
}
