namespace Edge.Hosting;

/// <summary>How often the configuration changed. Safe from any thread.</summary>
internal sealed class ReloadCounters
{
    private long _applied;
    private long _rejected;

    /// <summary>Configurations applied.</summary>
    internal long Applied => Volatile.Read(ref _applied);

    /// <summary>Configurations refused.</summary>
    internal long Rejected => Volatile.Read(ref _rejected);

    /// <summary>One was applied.</summary>
    internal void Apply() => Interlocked.Increment(ref _applied);

    /// <summary>One was refused.</summary>
    internal void Reject() => Interlocked.Increment(ref _rejected);
}
