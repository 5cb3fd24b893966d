using System.Net;
using System.Net.Sockets;

namespace Edge.Tests.Wire;

/// <summary>
/// A replica that answers without allocating once its connections stand: a thread each, buffers made before, blocking calls. It answers a
/// body that ends with <see cref="StreamEnd"/> by events, one write each, and any other by a whole JSON document.
/// </summary>
internal sealed class SteadyReplica : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    internal SteadyReplica()
    {
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    /// <summary>What every request ends with.</summary>
    internal static ReadOnlySpan<byte> RequestEnd => "}"u8;

    /// <summary>What a request for events ends with.</summary>
    internal static ReadOnlySpan<byte> StreamEnd => "\"stream\":true}"u8;

    /// <summary>What a document ends with.</summary>
    internal static ReadOnlySpan<byte> DocumentEnd => "\"choices\":[]}"u8;

    /// <summary>What the last event ends with.</summary>
    internal static ReadOnlySpan<byte> EventsEnd => "data: [DONE]\n\n\r\n0\r\n\r\n"u8;

    /// <summary>Its base URL.</summary>
    internal Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    private static ReadOnlySpan<byte> Document =>
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"id\":\"x\",\"object\":\"chat.completion\",\"choices\":[]}"u8;

    private static ReadOnlySpan<byte> EventsHead => "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8;

    private static ReadOnlySpan<byte> Event => "17\r\ndata: {\"delta\":\"abc\"}\n\n\r\n"u8;

    private static ReadOnlySpan<byte> LastEvent => "e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"u8;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket connection = _listener.AcceptSocket();
                new Thread(() => Serve(connection)) { IsBackground = true }.Start();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed.
        }
    }

    private static void Serve(Socket socket)
    {
        using Socket connection = socket;
        connection.NoDelay = true;
        byte[] buffer = new byte[16 * 1024];
        try
        {
            int length = 0;
            for (int count; (count = connection.Receive(buffer.AsSpan(length))) > 0;)
            {
                length += count;
                ReadOnlySpan<byte> request = buffer.AsSpan(0, length);
                if (!request.EndsWith(RequestEnd))
                    continue;
                length = 0;
                if (!request.EndsWith(StreamEnd))
                    connection.Send(Document);
                else
                    SendEvents(connection);
            }
        }
        catch (SocketException)
        {
            // Edge has stopped.
        }
    }

    private static void SendEvents(Socket connection)
    {
        connection.Send(EventsHead);
        for (int i = 0; i < 3; i++)
            connection.Send(Event);
        connection.Send(LastEvent);
    }
}
