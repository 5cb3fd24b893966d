namespace Edge.Mock;

/// <summary>How a request ended.</summary>
internal enum MockOutcome
{
    /// <summary>It has not.</summary>
    InFlight,

    /// <summary>The whole answer was sent, whatever its status.</summary>
    Completed,

    /// <summary>The client left before the answer was whole.</summary>
    AbortedByClient,

    /// <summary>The mock broke off, because a fault asked for it.</summary>
    Faulted,

    /// <summary>The request broke the rules of HTTP, or was too large.</summary>
    Malformed,

    /// <summary>The mock was stopped first.</summary>
    Stopped,
}
