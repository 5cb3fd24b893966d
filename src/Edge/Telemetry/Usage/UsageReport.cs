namespace Edge.Telemetry.Usage;

/// <summary>What a model server said in its <c>usage</c> objects, name by name; <see cref="UsageFigures.Unknown"/> where it did not.</summary>
internal struct UsageReport()
{
    /// <summary><c>prompt_tokens</c>: the whole prompt.</summary>
    internal long Prompt = UsageFigures.Unknown;

    /// <summary><c>input_tokens</c>: the whole prompt, or where <see cref="CacheRead"/> or <see cref="CacheWritten"/> are said what they leave of it.</summary>
    internal long Input = UsageFigures.Unknown;

    /// <summary><c>completion_tokens</c> or <c>output_tokens</c>.</summary>
    internal long Output = UsageFigures.Unknown;

    /// <summary><c>total_tokens</c>: all there is of calls that generate nothing.</summary>
    internal long Total = UsageFigures.Unknown;

    /// <summary><c>cached_tokens</c>, part of the prompt.</summary>
    internal long Cached = UsageFigures.Unknown;

    /// <summary><c>cache_read_input_tokens</c>.</summary>
    internal long CacheRead = UsageFigures.Unknown;

    /// <summary><c>cache_creation_input_tokens</c>.</summary>
    internal long CacheWritten = UsageFigures.Unknown;

    /// <summary><c>reasoning_tokens</c>.</summary>
    internal long Reasoning = UsageFigures.Unknown;

    /// <summary>Whether it says how long a prompt or an answer is.</summary>
    internal readonly bool Any => Prompt >= 0 || Input >= 0 || Output >= 0 || Total >= 0;

    /// <summary>The same in the terms of all servers.</summary>
    internal readonly UsageFigures Figures => new(WholeInput, Output, Cached >= 0 ? Cached : CacheRead, Reasoning, IsEstimate: false);

    private readonly long WholeInput
    {
        get
        {
            if (Prompt >= 0)
                return Prompt;
            // A server that counts what it cached beside the input says how much that is.
            if (Input >= 0)
                return Input + Math.Max(CacheRead, 0) + Math.Max(CacheWritten, 0);
            return Output < 0 ? Total : UsageFigures.Unknown;
        }
    }

    /// <summary>Takes what <paramref name="later"/> says over what was said before.</summary>
    internal void Take(in UsageReport later)
    {
        Take(ref Prompt, later.Prompt);
        Take(ref Input, later.Input);
        Take(ref Output, later.Output);
        Take(ref Total, later.Total);
        Take(ref Cached, later.Cached);
        Take(ref CacheRead, later.CacheRead);
        Take(ref CacheWritten, later.CacheWritten);
        Take(ref Reasoning, later.Reasoning);
    }

    private static void Take(ref long figure, long later)
    {
        if (later >= 0)
            figure = later;
    }
}
