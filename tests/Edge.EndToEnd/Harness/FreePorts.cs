using System.Net;
using System.Net.Sockets;
using Shared;

namespace Edge.EndToEnd.Harness;

/// <summary>Ports of the loopback address.</summary>
internal static class FreePorts
{
    /// <summary>That many ports nobody listens on, each handed out only once.</summary>
    internal static int[] Find(int count) => [.. Enumerable.Range(0, count).Select(_ => Ports.Next())];

    /// <summary>A socket that keeps a port without listening, so that connections to it are refused while it lives.</summary>
    internal static Socket Hold()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    /// <summary>The port a socket is bound to.</summary>
    internal static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
