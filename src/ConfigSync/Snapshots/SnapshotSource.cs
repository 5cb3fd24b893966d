namespace ConfigSync.Snapshots;

/// <summary>The current snapshot: one reference, swapped as a whole. Safe from any thread.</summary>
/// <param name="first">What is served from the start.</param>
public sealed class SnapshotSource(RoutingSnapshot first)
{
    private RoutingSnapshot _current = first;

    /// <summary>The snapshot to use for a request that begins now; a request keeps the one it read.</summary>
    public RoutingSnapshot Current => Volatile.Read(ref _current);

    /// <summary>Makes <paramref name="next"/> current for the requests that begin from now on.</summary>
    public void Publish(RoutingSnapshot next) => Volatile.Write(ref _current, next);
}
