using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.Tests.Mock;

/// <summary>A client that says exactly what it is told, for what no HTTP client would say.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    internal static async Task<RawClient> ConnectAsync(int port)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    internal Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    internal async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes, patience.Token)..];
    }

    /// <summary>Receives until the text contains <paramref name="end"/>; the connection may not end before.</summary>
    internal async Task<string> ReceiveAsync(string end)
    {
        var text = new StringBuilder();
        using var patience = new CancellationTokenSource(Patience);
        byte[] one = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            (await _socket.ReceiveAsync(one.AsMemory(), patience.Token)).ShouldBe(1, $"the connection ended after: {text}");
            text.Append((char)one[0]);
        }
        return text.ToString();
    }

    /// <summary>Receives everything to the end of the connection, which is a FIN unless <paramref name="reset"/>.</summary>
    internal async Task<string> ReceiveToEndAsync(bool reset = false)
    {
        var text = new StringBuilder();
        using var patience = new CancellationTokenSource(Patience);
        byte[] bytes = new byte[4096];
        try
        {
            while (await _socket.ReceiveAsync(bytes.AsMemory(), patience.Token) is int count and > 0)
                text.Append(Encoding.Latin1.GetString(bytes, 0, count));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            reset.ShouldBeTrue($"a reset, after: {text}");
            return text.ToString();
        }
        reset.ShouldBeFalse($"no reset, but an end, after: {text}");
        return text.ToString();
    }

    /// <summary>Whether nothing has come and the connection stands.</summary>
    internal bool Silent => !_socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Leaves with a RST.</summary>
    internal void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    public void Dispose() => _socket.Dispose();
}
