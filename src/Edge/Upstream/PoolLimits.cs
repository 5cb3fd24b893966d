namespace Edge.Upstream;

/// <summary>Bounds of one <see cref="ConnectionPool"/>.</summary>
/// <param name="MaxConnections">Most connections at once: idle, used and being made. At least 1.</param>
/// <param name="MaxQueue">Most waiters beyond those that a connect under way will serve; 0 queues nobody.</param>
/// <param name="QueueTimeout">How long a waiter waits, its connect included, in milliseconds.</param>
/// <param name="IdleLimit">How long an unused connection is kept, in milliseconds.</param>
internal sealed record PoolLimits(int MaxConnections, int MaxQueue, long QueueTimeout, long IdleLimit);
