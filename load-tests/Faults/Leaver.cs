using System.Net;
using System.Net.Sockets;

namespace Edge.LoadTests.Faults;

/// <summary>A caller that does not wait for the end of its answer.</summary>
internal sealed class Leaver : IDisposable
{
    /// <summary>The field that says which request is whose, on both sides of an edge.</summary>
    internal const string IdField = "x-request-id";

    // Long enough that nothing comes by itself before the caller has left.
    private const string Slowly = "x-mock-first-token: 10m\r\n";

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly bool _resets;

    private Leaver(bool resets) => _resets = resets;

    /// <summary>What its request is called.</summary>
    internal string Id { get; } = $"leaver-{Guid.NewGuid():N}";

    /// <summary>When it left, in Unix milliseconds.</summary>
    internal double LeftAtMs { get; private set; }

    /// <summary>Sends a request. By <paramref name="number"/> its caller will leave in the middle of a stream, before its first token, or while it waits for a whole answer.</summary>
    internal static async Task<Leaver> BeginAsync(int port, int number)
    {
        var leaver = new Leaver(resets: number / 3 % 2 == 0);
        await leaver._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        int way = number % 3;
        Chat chat = Chat.Of(streamed: way != 2, $"{IdField}: {leaver.Id}\r\n{(way == 0 ? "x-mock-first-token: 1ms\r\n" : Slowly)}");
        await leaver._socket.SendAsync(chat.Bytes);
        if (way == 0)
            await leaver.ReadEventAsync();
        return leaver;
    }

    /// <summary>Closes its connection: in good order, as far as it has read what came, or by a reset.</summary>
    internal void Leave()
    {
        LeftAtMs = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
        if (_resets)
            _socket.LingerState = new LingerOption(true, 0);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task ReadEventAsync()
    {
        byte[] buffer = new byte[16 * 1024];
        int end = 0;
        while (buffer.AsSpan(0, end).IndexOf("data: "u8) < 0)
        {
            int read = await _socket.ReceiveAsync(buffer.AsMemory(end));
            if (read == 0)
                throw new InvalidOperationException("A stream ended before its first event.");
            end += read;
        }
    }
}
