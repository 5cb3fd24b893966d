using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.LoadTests.Matrix.Wire;

/// <summary>
/// All replicas, on one port: each says the first part of the path it was asked under in its answer, and counts how often a request came. Connections end behind an answer
/// unless the request says otherwise, so that the next request has a new one. Safe from any thread.
/// </summary>
internal sealed class Model : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<string, int> _arrived = new();

    /// <summary>Listens at once.</summary>
    internal Model()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1024);
        _ = AcceptAsync();
    }

    /// <summary>Where it listens, on 127.0.0.1.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>How often the head of this request came.</summary>
    internal int Arrived(string nonce) => _arrived.GetValueOrDefault(nonce);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    /// <summary>The head of an answer with events in chunks: as long for each request.</summary>
    internal static string StreamHead(bool keeps) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n{(keeps ? "" : "Connection: close\r\n")}\r\n";

    /// <summary>A chunk.</summary>
    internal static string Chunk(string text) => $"{text.Length:x}\r\n{text}\r\n";

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The way it ends.
        }
    }

    private async Task ServeAsync(Socket edge)
    {
        using Socket socket = edge;
        socket.NoDelay = true;
        var bytes = new List<byte>();
        try
        {
            while (await ReadHeadAsync(socket, bytes) is { } head)
            {
                if (!await ReadBodyAsync(socket, bytes, int.Parse(Field(head, "content-length")!, System.Globalization.CultureInfo.InvariantCulture)))
                    return;
                bool keeps = Field(head, "x-keep") is not null;
                await AnswerAsync(socket, Enum.Parse<Ask>(Field(head, "x-ask")!), head.Split(' ', '/')[2], Field(head, "x-request-id")!, keeps);
                if (!keeps)
                    break;
            }
            socket.Shutdown(SocketShutdown.Send);
            // Closing under bytes of the edge, were there any, would reset what it has yet to read.
            while (await socket.ReceiveAsync(new byte[1024]) > 0)
            {
            }
        }
        catch (SocketException)
        {
            // The edge, or the link, was faster.
        }
    }

    private async Task<string?> ReadHeadAsync(Socket socket, List<byte> bytes)
    {
        byte[] buffer = new byte[16 * 1024];
        int end;
        while ((end = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes).IndexOf("\r\n\r\n"u8)) < 0)
        {
            int read = await socket.ReceiveAsync(buffer);
            if (read == 0)
                return null;
            bytes.AddRange(buffer.AsSpan(0, read));
        }
        string head = Encoding.Latin1.GetString([.. bytes.Take(end + 2)]);
        bytes.RemoveRange(0, end + 4);
        _arrived.AddOrUpdate(Field(head, "x-request-id")!, 1, (_, times) => times + 1);
        return head;
    }

    private static async Task<bool> ReadBodyAsync(Socket socket, List<byte> bytes, int length)
    {
        byte[] buffer = new byte[16 * 1024];
        int left = length - bytes.Count;
        bytes.Clear();
        while (left > 0)
        {
            int read = await socket.ReceiveAsync(buffer.AsMemory(0, Math.Min(left, buffer.Length)));
            if (read == 0)
                return false;
            left -= read;
        }
        return true;
    }

    private static async Task AnswerAsync(Socket socket, Ask ask, string name, string nonce, bool keeps)
    {
        string close = keeps ? "" : "Connection: close\r\n";
        bool toClose = ask is Ask.LargeToClose or Ask.StreamToClose;
        if (!Question.IsStream(ask))
        {
            string body = Question.Json(ask, name, nonce);
            await SendAsync(socket, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{(toClose ? "" : $"Content-Length: {body.Length}\r\n")}{close}\r\n{body}");
            return;
        }
        await SendAsync(socket, toClose ? $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{close}\r\n" : StreamHead(keeps));
        foreach (string text in Question.Events(ask, name, nonce))
        {
            await SendAsync(socket, toClose ? text : Chunk(text));
            await Task.Delay(Pace, TimeProvider.System, CancellationToken.None);
        }
        if (!toClose)
            await SendAsync(socket, "0\r\n\r\n");
    }

    private static async Task SendAsync(Socket socket, string text)
    {
        ReadOnlyMemory<byte> bytes = Encoding.ASCII.GetBytes(text);
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes)..];
    }

    private static string? Field(string head, string name)
    {
        int at = head.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : head[(at + name.Length + 4)..head.IndexOf('\r', at + 2)];
    }
}
