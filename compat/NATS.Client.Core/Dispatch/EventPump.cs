using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using NATS.Client.Core.Wire;

namespace NATS.Client.Core.Dispatch;

/// <summary>Tells events one after the other, in their order, away from the loops in which they happen.</summary>
internal sealed class EventPump : IAsyncDisposable
{
    // A handler that is slower than messages are dropped must not cost memory without end.
    private const int MaxDropped = 1024;

    private readonly Channel<(EventKind Kind, NatsEventArgs Args)> _events =
        Channel.CreateUnbounded<(EventKind, NatsEventArgs)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Func<EventKind, NatsEventArgs, ValueTask> _raise;
    private readonly ILogger _logger;
    private int _dropped;

    /// <summary>Makes one that runs.</summary>
    /// <param name="raise">Calls the handlers of an event.</param>
    /// <param name="logger">Where their exceptions go.</param>
    internal EventPump(Func<EventKind, NatsEventArgs, ValueTask> raise, ILogger logger)
    {
        _raise = raise;
        _logger = logger;
        _ = Task.Run(LoopAsync);
    }

    /// <summary>Whether one more dropped message can be told; counts it then.</summary>
    internal bool TryReserveDropped()
    {
        if (Interlocked.Increment(ref _dropped) <= MaxDropped)
            return true;
        Interlocked.Decrement(ref _dropped);
        return false;
    }

    /// <summary>Something happened.</summary>
    internal void Push(EventKind kind, NatsEventArgs args) => _events.Writer.TryWrite((kind, args));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // Not waited for: a handler may be what disposes the connection.
        _events.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private async Task LoopAsync()
    {
        await foreach ((EventKind kind, NatsEventArgs args) in _events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await _raise(kind, args).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Log.HandlerThrew(_logger, exception);
            }
            if (kind == EventKind.MessageDropped)
                Interlocked.Decrement(ref _dropped);
        }
    }
}
