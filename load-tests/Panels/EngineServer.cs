using System.Net;
using System.Net.Sockets;
using System.Text;
using Edge.LoadTests.Common;

namespace Edge.LoadTests.Panels;

/// <summary>A replica that tells of its load as vLLM does, and of tokens that it had in its cache. Safe from any thread.</summary>
internal sealed class EngineServer : IDisposable
{
    private static readonly byte[] Figures = Answer("text/plain", "vllm:num_requests_running 3\nvllm:num_requests_waiting 1\nvllm:kv_cache_usage_perc 0.4\n");

    private static readonly byte[] Chat = Answer("application/json",
        """{"object":"chat.completion","model":"engine","choices":[{"index":0,"message":{"role":"assistant","content":"Hello."},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":4,"total_tokens":16,"prompt_tokens_details":{"cached_tokens":8}}}""");

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Listens on a free port of 127.0.0.1.</summary>
    internal EngineServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(128);
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

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

    private static async Task ServeAsync(Socket caller)
    {
        using var reader = new MessageReader(caller);
        try
        {
            while (await reader.ReadAsync())
                await caller.SendAsync(reader.Has("GET /metrics"u8) ? Figures : Chat);
        }
        catch (SocketException)
        {
            // Callers leave as they like.
        }
    }

    private static byte[] Answer(string type, string body) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}
