using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.LoadTests.Common;

/// <summary>What operators ask an edge or a mock, each time over a connection of its own.</summary>
internal static class Operator
{
    /// <summary>Status and body of <paramref name="path"/> on <paramref name="port"/>; null when nobody is there.</summary>
    internal static Task<(string Status, string Body)?> GetAsync(int port, string path) => AskAsync(port, $"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    /// <summary>Sends <paramref name="body"/>, which is ASCII; the answer as <see cref="GetAsync"/> has it.</summary>
    internal static Task<(string Status, string Body)?> PostAsync(int port, string path, string body) =>
        AskAsync(port, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    private static async Task<(string Status, string Body)?> AskAsync(int port, string request)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var reader = new MessageReader(socket);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            await socket.SendAsync(Encoding.ASCII.GetBytes(request));
            return await reader.ReadAsync() ? (reader.Status, reader.Body) : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
