namespace Edge.Telemetry.Usage;

/// <summary>What some requests took, added up. One thread adds, any may read.</summary>
internal sealed class UsageTotals
{
    private long _requests;
    private long _input;
    private long _cached;
    private long _output;
    private long _estimated;
    private long _cost;

    /// <summary>Requests that are over.</summary>
    internal long Requests => Volatile.Read(ref _requests);

    /// <summary>Tokens of prompts, cached ones among them.</summary>
    internal long Input => Volatile.Read(ref _input);

    /// <summary>Tokens of prompts that were in a cache of the model server.</summary>
    internal long CachedInput => Volatile.Read(ref _cached);

    /// <summary>Tokens of answers, estimated ones among them.</summary>
    internal long Output => Volatile.Read(ref _output);

    /// <summary>Tokens of answers that no model server told: counted by events.</summary>
    internal long EstimatedOutput => Volatile.Read(ref _estimated);

    /// <summary>What they cost, in billionths of a dollar; what has no price costs nothing.</summary>
    internal long CostNanos => Volatile.Read(ref _cost);

    /// <summary>Adds a request that took <paramref name="usage"/> and cost <paramref name="cost"/>.</summary>
    internal void Add(in UsageFigures usage, long cost)
    {
        long output = Math.Max(0, usage.Output);
        Grow(ref _input, usage.Input);
        Grow(ref _cached, usage.CachedInput);
        Grow(ref _output, output);
        Grow(ref _estimated, usage.IsEstimate ? output : 0);
        Grow(ref _cost, cost);
        Grow(ref _requests, 1);
    }

    private static void Grow(ref long sum, long more) => Volatile.Write(ref sum, sum + Math.Max(0, more));
}
