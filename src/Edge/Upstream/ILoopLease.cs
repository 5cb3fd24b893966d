using Edge.Faults;

namespace Edge.Upstream;

/// <summary>
/// Someone on an event loop who waits for a connection of a <see cref="LoopPool"/>, then has it. Called on that loop's thread, never from
/// within a call to the pool.
/// </summary>
internal interface ILoopLease
{
    /// <summary>The connection is the waiter's until it gives it to <see cref="LoopPool.Return"/>.</summary>
    void Leased(LoopUpstream connection);

    /// <summary>There will be no connection: <paramref name="fault"/> says why.</summary>
    void LeaseFailed(FaultKind fault);

    /// <summary>The leased connection may be read or written again, or has broken.</summary>
    void UpstreamReady();

    /// <summary>The leased connection was closed by its loop, which stops or met a mistake; it still goes to <see cref="LoopPool.Return"/>.</summary>
    void UpstreamAbandoned();
}
