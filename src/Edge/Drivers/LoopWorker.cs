using Edge.Buffers;
using Edge.Transport;
using Edge.Upstream;

namespace Edge.Drivers;

/// <summary>
/// Everything of one event loop: its callers, what their requests use, and its connections to replicas. Loops share nothing per request.
/// On the loop's thread, save what says otherwise.
/// </summary>
internal sealed class LoopWorker : IConnectionTaker
{
    private readonly LoopSettings _settings;
    private readonly List<LoopClient> _clients = [];
    private readonly Stack<LoopRequest> _free = new();
    private int _busy;
    private int _count;

    internal LoopWorker(EventLoop loop, SessionServices services, LoopSettings settings)
    {
        (Loop, Services, _settings) = (loop, services, settings);
    }

    /// <summary>The loop.</summary>
    internal EventLoop Loop { get; }

    /// <summary>What its sessions share.</summary>
    internal SessionServices Services { get; }

    /// <summary>What is written for the caller whose turn it is; empty whenever control returns to the loop.</summary>
    internal ByteBuffer Output { get; } = new(32 * 1024);

    /// <summary>Where connections go that are not served here.</summary>
    internal IHandover Handover => _settings.Handover;

    /// <summary>Requests at work. From any thread.</summary>
    internal int Busy => Volatile.Read(ref _busy);

    /// <summary>Callers connected. From any thread.</summary>
    internal int Connections => Volatile.Read(ref _count);

    /// <summary>What callers connect to; set before the loop starts.</summary>
    internal ListenSocket Listener { get; set; } = null!;

    /// <inheritdoc/>
    public void Take(EventLoop loop, int descriptor, in SocketName peer, ConnectionGate gate)
    {
        var client = new LoopClient(this, new LoopPeer(peer, _settings.Forwarded)) { Place = _clients.Count };
        if (!loop.Add(client, descriptor, Readiness.In | Readiness.Out | Readiness.PeerClosed))
        {
            LoopSocket.Close(descriptor);
            gate.Leave();
            return;
        }
        _clients.Add(client);
        _count = _clients.Count;
        client.Begin();
    }

    /// <inheritdoc/>
    public void OnAcceptPaused(int errno) => _settings.OnAccepting(Loop.Index, errno);

    /// <inheritdoc/>
    public void OnAcceptResumed() => _settings.OnAccepting(Loop.Index, null);

    /// <summary>The connections of this loop to the replica of <paramref name="books"/>.</summary>
    internal LoopPool PoolOf(ConnectionPool books) =>
        books.OnLoop(Loop.Index) ?? new LoopPool(Loop, books, _settings.Names, _settings.Time);

    /// <summary>A request at rest, counted as working.</summary>
    internal LoopRequest Rent()
    {
        _busy++;
        return _free.TryPop(out LoopRequest? request) ? request : new LoopRequest(this);
    }

    /// <summary>Takes a request back.</summary>
    internal void Return(LoopRequest request)
    {
        _busy--;
        _free.Push(request);
    }

    /// <summary>A request will not come back.</summary>
    internal void Lose() => _busy--;

    /// <summary>Gives a connection away with the bytes read from it.</summary>
    internal void HandOver(LoopClient client, string protocol, ReadOnlySpan<byte> prefix)
    {
        int descriptor = Loop.Remove(client);
        Remove(client);
        Handover.Give(protocol, descriptor, prefix, _settings.Gate);
    }

    /// <summary>A connection has closed.</summary>
    internal void Forget(LoopClient client)
    {
        Remove(client);
        _settings.Gate.Leave();
        Listener.RoomMade();
    }

    /// <summary>Takes in who is connected already, lets nobody else in, and ends connections between requests.</summary>
    internal void Drain()
    {
        Listener.Drain();
        // From the end, because whoever closes makes the last one take its place.
        for (int i = _clients.Count - 1; i >= 0; i--)
        {
            if (i < _clients.Count)
                _clients[i].Drain();
        }
    }

    /// <summary>Has every request look at the time.</summary>
    internal void Wake()
    {
        for (int i = _clients.Count - 1; i >= 0; i--)
        {
            if (i < _clients.Count)
                _clients[i].Wake();
        }
    }

    /// <summary>Ends every connection at once.</summary>
    internal void Cut()
    {
        for (int i = _clients.Count - 1; i >= 0; i--)
        {
            if (i < _clients.Count)
                _clients[i].Cut();
        }
    }

    private void Remove(LoopClient client)
    {
        LoopClient last = _clients[^1];
        _clients[client.Place] = last;
        last.Place = client.Place;
        _clients.RemoveAt(_clients.Count - 1);
        _count = _clients.Count;
    }
}
