namespace Edge.Telemetry.Traffic;

/// <summary>Requests that are over, counted by where they went. Counts only grow, until an entry is forgotten. Safe from any thread.</summary>
internal interface ITrafficView
{
    /// <summary>All of them.</summary>
    TrafficFigures Whole { get; }

    /// <summary>By the full name of the router or deployment that their model led to; those that had none are not here.</summary>
    IEnumerable<KeyValuePair<string, RouterTraffic>> Routers { get; }

    /// <summary>By the name of the replica that was asked last; those that asked none are not here.</summary>
    IEnumerable<KeyValuePair<string, TrafficFigures>> Replicas { get; }

    /// <summary>The last failures, the newest first; a copy.</summary>
    IReadOnlyList<RecentFailure> Failures { get; }
}
