namespace Edge.Transport;

/// <summary>Who gets the connections a <see cref="ListenSocket"/> accepts. Called on the loop's thread.</summary>
internal interface IConnectionTaker
{
    /// <summary>
    /// A connection: its descriptor, non-blocking and without delay, is the taker's now, and the taker leaves
    /// <paramref name="gate"/> when it is closed.
    /// </summary>
    void Take(EventLoop loop, int descriptor, in SocketName peer, ConnectionGate gate);

    /// <summary>
    /// Accepting paused: <paramref name="errno"/> says what ran out, 0 that the limit of connections is reached. Said once for
    /// each pause.
    /// </summary>
    void OnAcceptPaused(int errno);

    /// <summary>Accepting goes on.</summary>
    void OnAcceptResumed();
}
