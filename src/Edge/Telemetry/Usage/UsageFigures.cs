namespace Edge.Telemetry.Usage;

/// <summary>How many tokens one request took; <see cref="Unknown"/> where nobody said.</summary>
/// <param name="Input">Those of the prompt, the cached ones among them.</param>
/// <param name="Output">Those of the answer.</param>
/// <param name="CachedInput">Those of the prompt that were in a cache of the model server.</param>
/// <param name="ReasoningOutput">Those that the model spent on thinking. Most servers count them in <paramref name="Output"/>, some beside it.</param>
/// <param name="IsEstimate">Whether <paramref name="Output"/> is counted by the events that passed, for the model server did not say it at the end.</param>
internal readonly record struct UsageFigures(long Input, long Output, long CachedInput, long ReasoningOutput, bool IsEstimate)
{
    /// <summary>A figure that is not known.</summary>
    internal const long Unknown = -1;

    /// <summary>Nothing is known.</summary>
    internal static readonly UsageFigures None = new(Unknown, Unknown, Unknown, Unknown, IsEstimate: false);

    /// <summary>Whether anything is known.</summary>
    internal bool Any => Input >= 0 || Output >= 0;

    /// <summary>The same with an output that nobody said: what was said last, and one token for each of <paramref name="events"/> behind it.</summary>
    internal UsageFigures Estimated(long events) => this with { Output = Math.Max(Output, 0) + events, IsEstimate = true };
}
