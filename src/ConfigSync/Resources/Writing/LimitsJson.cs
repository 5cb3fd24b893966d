using ConfigSync.Resources.Reading;

namespace ConfigSync.Resources.Writing;

/// <summary>The limits of a deployment as they are written.</summary>
/// <param name="MaxOutstanding">Most requests of the whole deployment.</param>
/// <param name="MaxConnections">Most connections to one endpoint.</param>
/// <param name="MaxQueue">Most requests that wait for one.</param>
/// <param name="QueueTimeout">How long they wait.</param>
/// <param name="IdleConnection">How long an unused connection is kept.</param>
internal sealed record LimitsJson(int? MaxOutstanding, int? MaxConnections, int? MaxQueue, string? QueueTimeout, string? IdleConnection)
{
    /// <summary>What is written of <paramref name="limits"/>; null where all have their defaults.</summary>
    internal static LimitsJson? Of(LimitsConfig limits)
    {
        var defaults = new LimitsConfig();
        if (limits == defaults)
            return null;
        return new LimitsJson(
            limits.MaxOutstanding == defaults.MaxOutstanding ? null : limits.MaxOutstanding,
            limits.MaxConnections == defaults.MaxConnections ? null : limits.MaxConnections,
            limits.MaxQueue == defaults.MaxQueue ? null : limits.MaxQueue,
            limits.QueueTimeout == defaults.QueueTimeout ? null : DurationValue.Write(limits.QueueTimeout),
            limits.IdleConnection == defaults.IdleConnection ? null : DurationValue.Write(limits.IdleConnection));
    }
}
