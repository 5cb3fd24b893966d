using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.LoadTests.Common;

/// <summary>
/// A replica as these measurements need one: it says its name in each answer, streams as long as it is asked to, and knows how many requests it has
/// and how many connections it took. Safe from any thread.
/// </summary>
internal sealed class ModelServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _answer;
    private int _outstanding;
    private int _connections;
    private int _closed;

    /// <summary>Listens on a free port of 127.0.0.1 and answers as <paramref name="name"/>.</summary>
    internal ModelServer(string name)
    {
        Name = name;
        string body = $$"""{"object":"chat.completion","model":"{{name}}","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}]}""";
        _answer = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-replica: {name}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1024);
        _ = AcceptAsync();
    }

    /// <summary>What it says in <c>x-replica</c>.</summary>
    internal string Name { get; }

    /// <summary>Where it listens.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Requests begun and not ended.</summary>
    internal int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>Connections taken so far.</summary>
    internal int Connections => Volatile.Read(ref _connections);

    /// <summary>Of those, how many have ended.</summary>
    internal int Closed => Volatile.Read(ref _closed);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket caller = await _listener.AcceptAsync();
                caller.NoDelay = true;
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(caller);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The way it ends.
        }
    }

    private async Task ServeAsync(Socket caller)
    {
        using var reader = new MessageReader(caller);
        try
        {
            while (await reader.ReadAsync())
            {
                Interlocked.Increment(ref _outstanding);
                try
                {
                    await AnswerAsync(caller, reader.Field("x-stream-ms"));
                }
                finally
                {
                    Interlocked.Decrement(ref _outstanding);
                }
            }
        }
        catch (SocketException)
        {
            // The caller left.
        }
        Interlocked.Increment(ref _closed);
    }

    private async Task AnswerAsync(Socket caller, string? length)
    {
        if (length is null)
        {
            await caller.SendAsync(_answer);
            return;
        }
        await caller.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray());
        await caller.SendAsync("f\r\ndata: {\"a\":1}\n\n\r\n"u8.ToArray());
        await Task.Delay(TimeSpan.FromMilliseconds(int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)), TimeProvider.System, CancellationToken.None);
        await caller.SendAsync("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n"u8.ToArray());
    }
}
