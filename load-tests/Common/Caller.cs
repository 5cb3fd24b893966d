using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.LoadTests.Common;

/// <summary>One connection to an edge, which is kept. One request at a time.</summary>
internal sealed class Caller : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly MessageReader _reader;
    private readonly Dictionary<string, byte[]> _requests = [];

    private Caller() => _reader = new MessageReader(_socket);

    /// <summary>Connects to the edge on <paramref name="port"/>.</summary>
    internal static async Task<Caller> ConnectAsync(int port)
    {
        var caller = new Caller();
        await caller._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return caller;
    }

    /// <summary>
    /// Asks for <paramref name="model"/>; the name of the replica that answered, or null for any other answer. Throws a
    /// <see cref="SocketException"/> when the connection breaks.
    /// </summary>
    internal async Task<string?> AskAsync(string model)
    {
        if (!_requests.TryGetValue(model, out byte[]? request))
            _requests[model] = request = Request(model, "");
        await _socket.SendAsync(request);
        return await _reader.ReadAsync() && _reader.Status == "200" ? _reader.Field("x-replica") : null;
    }

    /// <summary>Asks <paramref name="model"/> for a stream that lasts so long; whether it came whole.</summary>
    internal async Task<bool> StreamAsync(string model, TimeSpan length)
    {
        await _socket.SendAsync(Request(model, $"x-stream-ms: {(int)length.TotalMilliseconds}\r\n"));
        return await _reader.ReadAsync() && _reader.Status == "200";
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private static byte[] Request(string model, string field)
    {
        string body = $$"""{"model":"{{model}}","messages":[{"role":"user","content":"Hello"}]}""";
        return Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\n{field}Content-Length: {body.Length}\r\n\r\n{body}");
    }
}
