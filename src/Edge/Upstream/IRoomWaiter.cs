namespace Edge.Upstream;

/// <summary>
/// An event loop that waits for room for a connection it will make by itself. For each <see cref="ConnectionPool.EnqueueRoom"/> that
/// said yes one of the two is called, once, from any thread, but never under the pool's lock; none after
/// <see cref="ConnectionPool.CancelRoom"/> said yes. Neither may throw or block.
/// </summary>
internal interface IRoomWaiter
{
    /// <summary>It may make a connection as <paramref name="era"/> says; the room is given back with <see cref="ConnectionPool.GiveRoomBack"/>.</summary>
    void RoomGiven(Era era);

    /// <summary>It has waited too long.</summary>
    void RoomRefused();
}
