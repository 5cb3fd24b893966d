using NATS.Client.Core.Protocol;

namespace NATS.Client.Core.Wire;

/// <summary>One connection that stands: a loop that reads, one that writes, one that pings. The first that ends, ends all.</summary>
internal sealed class Session(ServerUri server, Transport transport, FrameParser parser, SessionHandler handler, SessionParts parts) : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();

    /// <summary>The server.</summary>
    internal ServerUri Server => server;

    /// <summary>Runs until the connection is lost, or the queue was closed and is empty.</summary>
    /// <returns>Why it ended.</returns>
    internal async Task<Exception?> RunAsync()
    {
        Task read = ReadAsync(), write = WriteAsync(), ping = PingAsync();
        Task first = await Task.WhenAny(read, write, ping).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
        // The others end by what ended the first; what they have to say adds nothing.
        await Task.WhenAll(read, write, ping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        handler.Pings.Close();
        parts.Queue.ForgetPings();
        await transport.Input.CompleteAsync().ConfigureAwait(false);
        return first.Exception?.GetBaseException();
    }

    /// <summary>Drops the connection. From any thread, any number of times.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await transport.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Sends a ping behind all that waits; <paramref name="waiter"/> gets its round trip.</summary>
    internal void Ping(TaskCompletionSource<TimeSpan>? waiter) => parts.Queue.Ping(() => handler.Pings.Add(waiter));

    // All loops leave the caller's thread at once: none of them may hold the others up.
    private Task ReadAsync() => Task.Run(() => FramePump.RunAsync(transport.Input, parser, handler, _ended.Token));

    private Task WriteAsync() => Task.Run(async () =>
    {
        while (true)
        {
            ReadOnlyMemory<byte> bytes = await parts.Queue.TakeAsync(_ended.Token).ConfigureAwait(false);
            if (bytes.IsEmpty)
                return;
            await transport.WriteAsync(bytes, _ended.Token).ConfigureAwait(false);
        }
    });

    private Task PingAsync() => Task.Run(async () =>
    {
        if (parts.Opts.PingInterval <= TimeSpan.Zero)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _ended.Token).ConfigureAwait(false);
            return;
        }
        using var timer = new PeriodicTimer(parts.Opts.PingInterval);
        do
        {
            if (handler.CountPing() > parts.Opts.MaxPingOut)
                throw new NatsException($"{server} answered none of {parts.Opts.MaxPingOut} pings");
            Ping(waiter: null);
        }
        while (await timer.WaitForNextTickAsync(_ended.Token).ConfigureAwait(false));
    });
}
