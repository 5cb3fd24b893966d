namespace Edge.Transport;

/// <summary>
/// A listening socket on one loop (<see cref="PortBinding"/>). What comes in bursts is accepted in bursts, between the turns of
/// the connections that are there. When descriptors or memory run out, or the limit of connections is reached, it pauses: new
/// callers wait in the kernel's queue until there is room, which is looked for after 100 ms and at <see cref="RoomMade"/>.
/// </summary>
internal sealed class ListenSocket : LoopHandle
{
    // A connection costs about 5 us to accept: a third of a millisecond between two turns of the others.
    private const int Burst = 64;
    private const int RetryAfterMilliseconds = 100;

    // More than any queue holds (somaxconn is 4096): a flood of new callers must not keep a drain from closing the door.
    private const int MostAtDrain = 8192;

    private readonly EventLoop _loop;
    private readonly ConnectionGate _gate;
    private readonly IConnectionTaker _taker;
    private readonly AcceptCall _accept;
    private bool _paused;
    private int _lastError;

    /// <summary>Not on the loop yet; see <see cref="Open"/>. From any thread.</summary>
    internal ListenSocket(EventLoop loop, ConnectionGate gate, IConnectionTaker taker, AcceptCall? accept = null) =>
        (_loop, _gate, _taker, _accept) = (loop, gate, taker, accept ?? LoopSocket.Accept);

    /// <summary>
    /// Begins to accept from <paramref name="descriptor"/>, which is bound, listens, and is this object's from now on. False as
    /// with <see cref="EventLoop.Add"/>.
    /// </summary>
    internal bool Open(int descriptor) => _loop.Add(this, descriptor, Readiness.In);

    /// <summary>A connection was closed, so that there may be room again; nothing unless it pauses.</summary>
    internal void RoomMade()
    {
        if (_paused && Descriptor >= 0)
            _loop.Again(this);
    }

    /// <summary>
    /// Takes what waits in the kernel's queue, then closes the socket: whoever was connected already is served, whoever comes
    /// later is refused. Those that do not find room are reset.
    /// </summary>
    internal void Drain()
    {
        if (Descriptor < 0)
            return;
        for (int i = 0; i < MostAtDrain && TryAccept(); i++)
        {
        }
        if (Descriptor >= 0)
            _loop.Close(this);
    }

    /// <inheritdoc/>
    internal override void OnReady(Readiness events)
    {
        if (!_paused)
            AcceptBurst();
    }

    /// <inheritdoc/>
    internal override void OnTurn() => AcceptBurst();

    /// <inheritdoc/>
    internal override void OnTimer() => AcceptBurst();

    private void AcceptBurst()
    {
        _lastError = 0;
        for (int i = 0; i < Burst; i++)
        {
            if (!TryAccept())
                return;
        }
        // A burst that ends in an error nobody knows would end in it for ever.
        if (_lastError != 0)
            Pause(_lastError);
        else
            _loop.Again(this);
    }

    /// <summary>Accepts one; false when there is none, when it paused, or when the taker closed this.</summary>
    private bool TryAccept()
    {
        if (!_gate.TryEnter())
        {
            Pause(0);
            return false;
        }
        int descriptor = _accept(Descriptor, out SocketName peer);
        if (descriptor < 0)
        {
            _gate.Leave();
            return GoesOnAfter(-descriptor);
        }
        _lastError = 0;
        Resume();
        try
        {
            _taker.Take(_loop, descriptor, peer, _gate);
        }
        catch (Exception e)
        {
            // Whether it took the descriptor is unknown. One that leaks is better than one closed under somebody else.
            _loop.Report(e);
        }
        return Descriptor >= 0;
    }

    /// <summary>What else accept4 says are errors of that one connection, which is gone (accept(2)): the next may be well.</summary>
    private bool GoesOnAfter(int errno)
    {
        switch (errno)
        {
            case Errno.ProcessFull or Errno.SystemFull or Errno.NoBuffers or Errno.NoMemory:
                Pause(errno);
                return false;
            case Errno.Again:
                Resume();
                return false;
            default:
                _lastError = errno;
                return true;
        }
    }

    private void Pause(int errno)
    {
        _loop.SetTimer(this, _loop.Clock.Now + RetryAfterMilliseconds);
        if (_paused)
            return;
        _paused = true;
        _taker.OnAcceptPaused(errno);
    }

    private void Resume()
    {
        if (!_paused)
            return;
        _paused = false;
        _loop.ClearTimer(this);
        _taker.OnAcceptResumed();
    }
}
