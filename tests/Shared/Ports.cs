using System.Net;
using System.Net.Sockets;

namespace Shared;

/// <summary>Hands out ports that nobody listens on, each only once in this process.</summary>
internal static class Ports
{
    // Below the range the kernel hands out by itself, so that no outgoing connection takes one meanwhile.
    private const int First = 20_000;
    private const int Last = 32_000;
    private static int _next = Random.Shared.Next(First, Last);

    /// <summary>A free one of 127.0.0.1.</summary>
    internal static int Next()
    {
        for (int tries = 0; tries < Last - First; tries++)
        {
            int port = First + (Interlocked.Increment(ref _next) % (Last - First));
            if (IsFree(port))
                return port;
        }
        throw new InvalidOperationException("No free port");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
