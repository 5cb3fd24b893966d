namespace ConfigSync.Resources;

/// <summary>
/// Where the replicas of a deployment tell how busy they are, as vLLM and SGLang do: then even load heeds what comes from others than this edge.
/// </summary>
/// <param name="Path">Where their metrics are, in Prometheus' text format, at the replica's host and port.</param>
/// <param name="Interval">From one look to the next.</param>
public sealed record EngineMetricsConfig(string Path, TimeSpan Interval)
{
    /// <summary>What is not said: <c>/metrics</c>, every second.</summary>
    public static readonly EngineMetricsConfig Default = new("/metrics", TimeSpan.FromSeconds(1));
}
