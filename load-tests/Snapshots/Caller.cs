using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.LoadTests.Snapshots;

/// <summary>One connection that asks again and again, each time for a router drawn anew. One thread at a time.</summary>
internal sealed class Caller : IDisposable
{
    /// <summary>One request in so many is for the router that changes.</summary>
    private const int ShareOfChanging = 16;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[4096];
    private readonly Random _random;
    private readonly Plan _plan;

    /// <summary>Not connected yet. The same <paramref name="seed"/> draws the same routers.</summary>
    internal Caller(Plan plan, int seed)
    {
        _plan = plan;
        _random = new Random(seed);
    }

    /// <summary>Connects; throws a <see cref="SocketException"/> when nobody listens.</summary>
    internal async Task ConnectAsync() => await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _plan.Port));

    /// <summary>
    /// One request and its whole answer; false when it is not 200. Throws a <see cref="SocketException"/> when the connection breaks.
    /// </summary>
    internal async Task<bool> AskAsync()
    {
        await _socket.SendAsync(Request());
        int end = 0, whole = int.MaxValue;
        while (end < whole)
        {
            if (end == _buffer.Length)
                return false; // no answer of the backend is that long
            int read = await _socket.ReceiveAsync(_buffer.AsMemory(end));
            if (read == 0)
                throw new SocketException((int)SocketError.ConnectionReset);
            end += read;
            if (whole == int.MaxValue)
                whole = Length(_buffer.AsSpan(0, end));
        }
        return end == whole && _buffer.AsSpan().StartsWith("HTTP/1.1 200"u8);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private byte[] Request()
    {
        string name = _random.Next(ShareOfChanging) == 0 ? Plan.Changing : $"r{_random.Next(_plan.Routers)}";
        string body = $$"""{"model":"{{name}}","messages":[{"role":"user","content":"Hello"}]}""";
        return Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: edge\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    /// <summary>Bytes of the answer with its head; as long as the head is not whole, without end.</summary>
    private static int Length(ReadOnlySpan<byte> answer)
    {
        int head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return int.MaxValue;
        int field = answer[..head].IndexOf("Content-Length: "u8);
        return field >= 0 && Utf8Parser.TryParse(answer[(field + 16)..], out int length, out _) ? head + 4 + length : head + 4;
    }
}
