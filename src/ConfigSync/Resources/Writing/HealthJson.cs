using ConfigSync.Resources.Reading;

namespace ConfigSync.Resources.Writing;

/// <summary>The health of a deployment as it is written.</summary>
/// <param name="EjectAfter">So many failures in a row eject a replica.</param>
/// <param name="EjectTime">How long the first time.</param>
/// <param name="MaxEjectedPercent">The share that may be ejected at once.</param>
internal sealed record HealthJson(int? EjectAfter, string? EjectTime, int? MaxEjectedPercent)
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
            health.MaxEjectedPercent == defaults.MaxEjectedPercent ? null : health.MaxEjectedPercent);
    }
}
