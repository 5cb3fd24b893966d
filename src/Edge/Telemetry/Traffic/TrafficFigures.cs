namespace Edge.Telemetry.Traffic;

/// <summary>What became of requests so far. Immutable.</summary>
/// <param name="Requests">Requests that are over, however they ended.</param>
/// <param name="Failed">Those of them that failed.</param>
/// <param name="FirstBytes">How long answers took to begin.</param>
internal sealed record TrafficFigures(long Requests, SideCounts Failed, FirstByteCounts FirstBytes)
{
    /// <summary>Nothing yet.</summary>
    internal static readonly TrafficFigures None = new(0, default, FirstByteCounts.None);

    /// <summary>What was added since <paramref name="before"/>; all of it where that is later, as after a new beginning.</summary>
    internal TrafficFigures Since(TrafficFigures before)
    {
        if (ReferenceEquals(this, before))
            return None;
        return before.Requests > Requests
            ? this
            : new TrafficFigures(Requests - before.Requests, Failed.Since(before.Failed), FirstBytes.Since(before.FirstBytes));
    }

    /// <summary>Both together.</summary>
    internal TrafficFigures Plus(TrafficFigures other) => other.Requests == 0
        ? this
        : new TrafficFigures(Requests + other.Requests, Failed.Plus(other.Failed), FirstBytes.Plus(other.FirstBytes));
}

/// <summary>What became of the requests of one router so far. Immutable.</summary>
/// <param name="Whole">All of them.</param>
/// <param name="Members">How many each deployment got, by its full name.</param>
internal sealed record RouterTraffic(TrafficFigures Whole, IReadOnlyDictionary<string, long> Members);
