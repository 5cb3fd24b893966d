using ConfigSync.Resources.Reading;

namespace ConfigSync.Resources.Writing;

/// <summary>The timeouts of a deployment as they are written.</summary>
/// <param name="Connect">Until a connection stands.</param>
/// <param name="FirstByte">Until the answer begins.</param>
/// <param name="Idle">Between two reads or writes.</param>
/// <param name="Total">From arrival to end.</param>
internal sealed record TimeoutsJson(string? Connect, string? FirstByte, string? Idle, string? Total)
{
    /// <summary>What is written of <paramref name="timeouts"/>; null where all have their defaults.</summary>
    internal static TimeoutsJson? Of(TimeoutsConfig timeouts)
    {
        var defaults = new TimeoutsConfig();
        if (timeouts == defaults)
            return null;
        return new TimeoutsJson(
            Unless(defaults.Connect, timeouts.Connect),
            Unless(defaults.FirstByte, timeouts.FirstByte),
            Unless(defaults.Idle, timeouts.Idle),
            Unless(defaults.Total, timeouts.Total));
    }

    private static string? Unless(TimeSpan usual, TimeSpan span) => span == usual ? null : DurationValue.Write(span);
}
