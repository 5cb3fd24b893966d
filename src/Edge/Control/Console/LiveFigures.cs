using Edge.Telemetry.Traffic;

namespace Edge.Control.Console;

/// <summary>Figures of a running Edge at one moment. Immutable.</summary>
internal sealed record LiveFigures
{
    /// <summary><c>serving</c>, <c>lastKnown</c> (serving what the last run knew), <c>waiting</c> (for the store) or <c>draining</c>.</summary>
    internal string State { get; init; } = "serving";

    /// <summary>Since it was started.</summary>
    internal TimeSpan Uptime { get; init; }

    /// <summary>Requests at work.</summary>
    internal long Active { get; init; }

    /// <summary>Callers connected to event loops; null where there are none.</summary>
    internal long? Callers { get; init; }

    /// <summary>Bytes that bodies and answers are kept in.</summary>
    internal long Buffered { get; init; }

    /// <summary>Requests sent a second time because a reused connection had closed.</summary>
    internal long Repeats { get; init; }

    /// <summary>How often a replica was ejected.</summary>
    internal long Ejections { get; init; }

    /// <summary>Answers by the hundreds of their status.</summary>
    internal StatusCounts Statuses { get; init; }

    /// <summary>Failed requests by whose fault it is.</summary>
    internal SideCounts Failed { get; init; }

    /// <summary>Since the snapshot in force was published.</summary>
    internal TimeSpan SnapshotAge { get; init; }

    /// <summary>Configurations applied since the start.</summary>
    internal long Applied { get; init; }

    /// <summary>Configurations refused since the start.</summary>
    internal long Rejected { get; init; }

    /// <summary>Documents of the store that are refused now.</summary>
    internal int Refused { get; init; }

    /// <summary>Routers that lead nowhere.</summary>
    internal int Idle { get; init; }

    /// <summary>The store; null where there is none.</summary>
    internal StoreFigures? Store { get; init; }
}

/// <summary>How it stands with the store. Immutable.</summary>
/// <param name="Kind"><c>folder</c> or <c>nats</c>.</param>
/// <param name="State"><c>connecting</c>, <c>live</c>, <c>disconnected</c> or <c>store-reset</c>.</param>
/// <param name="Reason">Why it is not live, for people; empty while it is.</param>
/// <param name="Peers">Other edges that told of their load lately; null where none are asked.</param>
internal sealed record StoreFigures(string Kind, string State, string Reason, int? Peers);

/// <summary>Answers by the hundreds of their status. Immutable.</summary>
/// <param name="Success">2xx.</param>
/// <param name="Redirect">3xx.</param>
/// <param name="Refused">4xx.</param>
/// <param name="Failed">5xx.</param>
internal readonly record struct StatusCounts(long Success, long Redirect, long Refused, long Failed)
{
    /// <summary>All of them.</summary>
    internal long Sum => Success + Redirect + Refused + Failed;
}
