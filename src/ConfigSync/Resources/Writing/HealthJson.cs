using ConfigSync.Resources.Reading;

namespace ConfigSync.Resources.Writing;

/// <summary>The health of a deployment as it is written.</summary>
/// <param name="EjectAfter">So many failures in a row eject a replica.</param>
/// <param name="EjectTime">How long the first time.</param>
/// <param name="MaxEjectedPercent">The share that may be ejected at once.</param>
/// <param name="LatencyOutlier">How much slower than its siblings one may be.</param>
/// <param name="Probe">How each is asked whether it is well.</param>
internal sealed record HealthJson(int? EjectAfter, string? EjectTime, int? MaxEjectedPercent, double? LatencyOutlier, ProbeJson? Probe)
{
    /// <summary>What is written of <paramref name="health"/>; null where all have their defaults.</summary>
    internal static HealthJson? Of(HealthConfig health)
    {
        var defaults = new HealthConfig();
        if (health == defaults)
            return null;
        return new HealthJson(
            health.EjectAfter == defaults.EjectAfter ? null : health.EjectAfter,
            health.EjectTime == defaults.EjectTime ? null : DurationValue.Write(health.EjectTime),
            health.MaxEjectedPercent == defaults.MaxEjectedPercent ? null : health.MaxEjectedPercent,
            health.LatencyOutlier == 0 ? null : health.LatencyOutlier,
            health.Probe is { } probe
                ? new ProbeJson(probe.Path, DurationValue.Write(probe.Interval), DurationValue.Write(probe.Timeout), probe.UnhealthyAfter, probe.HealthyAfter)
                : null);
    }
}

/// <summary>How replicas are asked whether they are well, as it is written.</summary>
/// <param name="Path">What is asked for.</param>
/// <param name="Interval">How often.</param>
/// <param name="Timeout">How long an answer may take.</param>
/// <param name="UnhealthyAfter">So many failures in a row take one out.</param>
/// <param name="HealthyAfter">So many good answers bring it back.</param>
internal sealed record ProbeJson(string Path, string Interval, string Timeout, int UnhealthyAfter, int HealthyAfter);
