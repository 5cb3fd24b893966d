using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Edge.Tests.Wire;

/// <summary>One end of a real connection, played by a script: bytes in, bytes out, each wait with a deadline.</summary>
internal sealed class WireConnection(Stream stream, Socket? socket = null) : IDisposable
{
    /// <summary>How long anything may take before a script fails.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly StringBuilder _received = new();

    internal WireConnection(Socket socket)
        : this(new NetworkStream(socket, ownsSocket: true), socket)
    {
    }

    /// <summary>Connects to <paramref name="address"/>.</summary>
    internal static async Task<WireConnection> ToAsync(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address);
        return new WireConnection(socket);
    }

    /// <summary>Sends text, each character one byte.</summary>
    internal Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends bytes; over when the kernel has taken them all.</summary>
    internal async Task SendAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes);

    /// <summary>Waits until everything up to and with <paramref name="end"/> has come, and returns it.</summary>
    internal async Task<string> ReceiveUntilAsync(string end)
    {
        int at;
        while ((at = Find(end)) < 0)
        {
            if (!await ReadAsync())
                throw new EndOfStreamException($"closed before '{end}', after: {_received}");
        }
        return Take(at + end.Length);
    }

    /// <summary>The next bytes are exactly these.</summary>
    internal async Task ReceiveAsync(string expected) => (await ReceiveAsync(expected.Length, $"'{expected}'")).ShouldBe(expected);

    /// <summary>Waits for a whole head and returns it, with its empty line.</summary>
    internal Task<string> ReceiveHeadAsync() => ReceiveUntilAsync("\r\n\r\n");

    /// <summary>Waits for a head with a Content-Length and its body, and returns both.</summary>
    internal async Task<(string Head, string Body)> ReceiveMessageAsync()
    {
        string head = await ReceiveHeadAsync();
        const string Field = "\r\nContent-Length: ";
        int at = head.IndexOf(Field, StringComparison.OrdinalIgnoreCase);
        at.ShouldBeGreaterThan(0, head);
        int start = at + Field.Length;
        int length = int.Parse(head[start..head.IndexOf('\r', start)], System.Globalization.CultureInfo.InvariantCulture);
        return (head, await ReceiveAsync(length, $"a body of {length}"));
    }

    /// <summary>Waits for a whole body in chunks and returns what they hold.</summary>
    internal async Task<string> ReceiveChunksAsync()
    {
        var body = new StringBuilder();
        while (true)
        {
            string line = await ReceiveUntilAsync("\r\n");
            int size = int.Parse(line.AsSpan(0, line.Length - 2), System.Globalization.NumberStyles.HexNumber, null);
            body.Append(await ReceiveAsync(size, $"a chunk of {size}"));
            await ReceiveAsync("\r\n");
            if (size == 0)
                return body.ToString();
        }
    }

    /// <summary>Waits for <paramref name="count"/> bytes, keeps none, and returns their SHA-256.</summary>
    internal async Task<byte[]> ReceiveHashAsync(long count)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string first = Take((int)Math.Min(count, _received.Length));
        hash.AppendData(Encoding.Latin1.GetBytes(first));
        for (long left = count - first.Length; left > 0;)
        {
            int got = await ReadAsync(_buffer.AsMemory(0, (int)Math.Min(left, _buffer.Length)));
            if (got == 0)
                throw new EndOfStreamException($"closed {left} bytes before the end of {count}");
            hash.AppendData(_buffer, 0, got);
            left -= got;
        }
        return hash.GetHashAndReset();
    }

    /// <summary>The peer closes, by FIN or RST; returns what came before.</summary>
    internal async Task<string> ReceiveRestAsync()
    {
        try
        {
            while (await ReadAsync())
            {
            }
        }
        catch (IOException)
        {
            // A reset is a close as well; what came before it is what counts.
        }
        return Take(_received.Length);
    }

    /// <summary>The peer closes without another byte.</summary>
    internal async Task ExpectClosedAsync() => (await ReceiveRestAsync()).ShouldBe("");

    /// <summary>The peer resets the connection without another byte.</summary>
    internal async Task ExpectResetAsync() => (await Should.ThrowAsync<IOException>(async () =>
    {
        while (await ReadAsync())
        {
        }
    })).InnerException.ShouldBeOfType<SocketException>($"after: {_received}").SocketErrorCode.ShouldBe(SocketError.ConnectionReset);

    /// <summary>Ends this side (FIN); receiving goes on.</summary>
    internal void EndSending() => socket!.Shutdown(SocketShutdown.Send);

    /// <summary>Cuts the connection with a reset.</summary>
    internal void Reset()
    {
        socket!.LingerState = new LingerOption(true, 0);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private async Task<string> ReceiveAsync(int count, string what)
    {
        while (_received.Length < count)
        {
            if (!await ReadAsync())
                throw new EndOfStreamException($"closed while {what} was expected, after: {_received}");
        }
        return Take(count);
    }

    private async Task<bool> ReadAsync()
    {
        int count = await ReadAsync(_buffer);
        _received.Append(Encoding.Latin1.GetString(_buffer, 0, count));
        return count > 0;
    }

    private async Task<int> ReadAsync(Memory<byte> buffer)
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            return await stream.ReadAsync(buffer, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"nothing came for {Patience}, after: {_received}");
        }
    }

    private int Find(string end) => _received.ToString().IndexOf(end, StringComparison.Ordinal);

    private string Take(int length)
    {
        string text = _received.ToString(0, length);
        _received.Remove(0, length);
        return text;
    }
}
