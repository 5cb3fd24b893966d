using Edge.Faults;

namespace Edge.Upstream;

/// <summary>
/// Someone who waits for a connection. After <see cref="ConnectionPool.Enqueue"/> said yes exactly one of the two is called, once,
/// from any thread and perhaps before Enqueue has returned, but never under the pool's lock; none is called after
/// <see cref="ConnectionPool.Cancel"/> said yes. Neither may throw or block.
/// </summary>
internal interface ILeaseWaiter
{
    /// <summary>The connection is the waiter's until it gives it to <see cref="ConnectionPool.Return"/>.</summary>
    void Leased(UpstreamConnection connection);

    /// <summary>There will be no connection: <paramref name="fault"/> says why.</summary>
    void LeaseFailed(FaultKind fault);
}
