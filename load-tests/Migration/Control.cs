using System.Net;
using System.Net.Sockets;
using System.Text;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Migration;

/// <summary>Calls of the control API, each of which must go well.</summary>
/// <param name="port">Where it listens.</param>
internal sealed class Control(int port)
{
    /// <summary>Makes one call, and says it on the console.</summary>
    internal async Task<string> CallAsync(string method, string path, string body = "")
    {
        Console.WriteLine($"{method} /v1/accounts/default/{path} {(body.Length > 60 ? body[..60] + "…" : body)}");
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var reader = new MessageReader(socket);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await socket.SendAsync(Encoding.UTF8.GetBytes(
            $"{method} /v1/accounts/default/{path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
        return await reader.ReadAsync() && reader.Status == "200"
            ? reader.Body
            : throw new InvalidOperationException($"{method} {path}: {reader.Status} {reader.Body}");
    }
}
