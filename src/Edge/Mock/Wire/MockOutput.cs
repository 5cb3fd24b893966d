using System.Net.Sockets;

namespace Edge.Mock.Wire;

/// <summary>What a connection sends, and the ways to end it. Used by one task at a time.</summary>
/// <param name="socket">The connection.</param>
/// <param name="gone">Cancelled when the client left or the mock stops.</param>
internal sealed class MockOutput(Socket socket, CancellationToken gone)
{
    /// <summary>Who is told how many bytes went out; null while a control call is answered.</summary>
    internal MockCounters? Counters { get; set; }

    /// <summary>Cancelled when nobody listens any more.</summary>
    internal CancellationToken Gone => gone;

    /// <summary>Sends all of <paramref name="bytes"/>; false when nobody listens any more.</summary>
    internal async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        // Counted before they go, so that a client that has them finds them counted.
        Counters?.AddBytesOut(bytes.Length);
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, gone)..];
            return true;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Counters?.AddBytesOut(-bytes.Length);
            return false;
        }
    }

    /// <summary>Ends the sending side with a FIN; what was sent still arrives.</summary>
    internal void Finish()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client was faster.
        }
    }

    /// <summary>Ends the connection with a RST; what the client has not read yet may be lost to it.</summary>
    internal void Reset()
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Already closed by the client: a reset has nobody to reach.
        }
        socket.Close();
    }
}
