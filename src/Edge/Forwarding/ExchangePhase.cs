namespace Edge.Forwarding;

/// <summary>Where an exchange stands. The numbers are the steps of ARCHITECTURE.md, "Life of a request".</summary>
internal enum ExchangePhase : byte
{
    /// <summary>Between requests.</summary>
    Idle,

    /// <summary>4: reading the body until its model is known.</summary>
    Intake,

    /// <summary>8: waiting for a connection.</summary>
    Leasing,

    /// <summary>9: sending, and waiting for the answer's head.</summary>
    Awaiting,

    /// <summary>11: behind the first byte, relaying.</summary>
    Relaying,

    /// <summary>The answer is out; the rest of the request's body is read and dropped.</summary>
    Dropping,

    /// <summary>13: over.</summary>
    Finished,
}
