using System.Net;
using Edge.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Edge.Drivers;

/// <summary>
/// Serves HTTP/1.1 on Kestrel's connections, TLS included: connection middleware in front of Kestrel's own HTTP, which gets, unread,
/// what is not ours. It keeps the list of connections for the heartbeat, and what requests use between them. Safe from any thread.
/// </summary>
/// <param name="services">Makes what the sessions of one request share.</param>
/// <param name="sessions">What all sessions share.</param>
/// <param name="forwarded">Which proxies in front are trusted.</param>
/// <param name="clock">The clock of all deadlines.</param>
internal sealed class PipeDriver(Func<SessionServices> services, SessionSettings sessions, ForwardedFields forwarded, CoarseClock clock)
{
    private readonly Lock _clientsLock = new();
    private readonly List<PipeClient> _clients = [];

    // Of its own: a request must not wait for the heartbeat to look at ten thousand connections.
    private readonly Lock _freeLock = new();
    private readonly Stack<PipeRequest> _free = new();
    private int _busy;

    /// <summary>The clock of all deadlines.</summary>
    internal CoarseClock Clock => clock;

    /// <summary>Requests at work.</summary>
    internal int Busy => Volatile.Read(ref _busy);

    /// <summary>Serves <paramref name="connection"/> to its end, or gives it to <paramref name="next"/>.</summary>
    internal async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        bool isTls = connection.Features.Get<ITlsConnectionFeature>() is not null;
        bool isHttp2 = connection.Features.Get<ITlsApplicationProtocolFeature>()?.ApplicationProtocol.Span.SequenceEqual("h2"u8) == true;
        if (isHttp2 || !await RunAsync(connection, isTls).ConfigureAwait(false))
            await next(connection).ConfigureAwait(false);
    }

    /// <summary>From here on every answer is the last one of its connection.</summary>
    internal void Drain() => sessions.IsDraining = true;

    /// <summary>The heartbeat: wakes the connections whose deadline has passed.</summary>
    internal void Sweep() => Wake(clock.Now);

    /// <summary>Wakes all connections: each request looks at the time, and at whether it is to end.</summary>
    internal void Wake() => Wake(long.MaxValue);

    private void Wake(long now)
    {
        lock (_clientsLock)
        {
            foreach (PipeClient client in _clients)
            {
                if (client.Deadline <= now)
                    client.Queue();
            }
        }
    }

    /// <summary>A request at rest, counted as working.</summary>
    internal PipeRequest Rent()
    {
        PipeRequest? request;
        lock (_freeLock)
            _free.TryPop(out request);
        request ??= new PipeRequest(services());
        Interlocked.Increment(ref _busy);
        return request;
    }

    /// <summary>Takes a request back.</summary>
    internal void Return(PipeRequest request)
    {
        lock (_freeLock)
            _free.Push(request);
        Lose();
    }

    /// <summary>A request will not come back.</summary>
    internal void Lose() => Interlocked.Decrement(ref _busy);

    /// <summary>True when the connection has ended, false when it is for Kestrel.</summary>
    private async Task<bool> RunAsync(ConnectionContext connection, bool isTls)
    {
        CancellationToken closing = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        var peer = new LoopPeer((connection.RemoteEndPoint as IPEndPoint)?.Address, forwarded);
        var client = new PipeClient(this, connection, peer, isTls, closing);
        Add(client);
        try
        {
            using (connection.ConnectionClosed.UnsafeRegister(static client => ((PipeClient)client!).Signal(Signals.Gone), client))
            using (closing.UnsafeRegister(static client => ((PipeClient)client!).Queue(), client))
                return await client.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            Remove(client);
        }
    }

    private void Add(PipeClient client)
    {
        lock (_clientsLock)
        {
            client.Place = _clients.Count;
            _clients.Add(client);
        }
    }

    private void Remove(PipeClient client)
    {
        lock (_clientsLock)
        {
            PipeClient last = _clients[^1];
            _clients[client.Place] = last;
            last.Place = client.Place;
            _clients.RemoveAt(_clients.Count - 1);
        }
    }
}
