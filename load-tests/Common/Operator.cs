using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.LoadTests.Common;

/// <summary>What operators ask an edge, each time over a connection of its own.</summary>
internal static class Operator
{
    /// <summary>Status and body of <paramref name="path"/> on <paramref name="port"/>; null when nobody is there.</summary>
    internal static async Task<(string Status, string Body)?> GetAsync(int port, string path)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var reader = new MessageReader(socket);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: edge\r\n\r\n"));
            return await reader.ReadAsync() ? (reader.Status, reader.Body) : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
