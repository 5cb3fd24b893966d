namespace ConfigSync.Resources;

/// <summary>When a replica that fails is left out for a while (ARCHITECTURE.md, "Health of replicas").</summary>
public sealed record HealthConfig
{
    /// <summary>So many failures in a row eject a replica; 0 ejects none. Default 5.</summary>
    public int EjectAfter { get; init; } = 5;

    /// <summary>How long the first time; each time that follows soon it is twice as long, 5 min at most. Default 5 s.</summary>
    public TimeSpan EjectTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The share of a deployment's replicas that may be ejected at once, in percent; one always may. Default 50.</summary>
    public int MaxEjectedPercent { get; init; } = 50;

    /// <summary>
    /// So many times what is usual among the deployment's replicas, from the request being sent to the first byte of its answer, make one an outlier that
    /// is left out like one that fails. 0 (the default) for none, else 1.5 at least.
    /// </summary>
    public double LatencyOutlier { get; init; }

    /// <summary>How each replica is asked whether it is well; null (the default) asks none.</summary>
    public ProbeConfig? Probe { get; init; }
}
