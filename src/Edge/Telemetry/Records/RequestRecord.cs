using ConfigSync.Resources;
using Edge.Faults;
using Edge.Telemetry.Tracing;
using Edge.Telemetry.Usage;

namespace Edge.Telemetry.Records;

/// <summary>
/// All that is known of one request when it is over, or of one attempt that was followed by another. Made by the thread that had the
/// request, read by the one that makes metrics, logs and traces of it. Times are ticks of <see cref="TimeProvider.GetTimestamp"/>; 0 is never.
/// </summary>
internal struct RequestRecord
{
    /// <summary>The head was there.</summary>
    internal long Began;

    /// <summary>The model was known.</summary>
    internal long Routed;

    /// <summary>A replica was picked: of the last attempt, as all that follows.</summary>
    internal long Picked;

    /// <summary>A connection to it was there.</summary>
    internal long Leased;

    /// <summary>The request had left whole.</summary>
    internal long Sent;

    /// <summary>The head of the answer was there.</summary>
    internal long FirstByte;

    /// <summary>The first piece of an event stream was there.</summary>
    internal long FirstChunk;

    /// <summary>The last piece of it so far.</summary>
    internal long LastChunk;

    /// <summary>It was over.</summary>
    internal long Ended;

    /// <summary>The caller's account; null where the caller was not known.</summary>
    internal string? Account;

    /// <summary>The name of the caller's key; null without one.</summary>
    internal string? Key;

    /// <summary>Full name of the router or deployment that the model's name led to; null where it led nowhere.</summary>
    internal string? Router;

    /// <summary>Full name of the deployment that was asked; null where none was.</summary>
    internal string? Deployment;

    /// <summary>The replica's address; null where none was asked.</summary>
    internal string? Replica;

    /// <summary>Who runs the deployment; null where that is not said.</summary>
    internal string? Provider;

    /// <summary>What the deployment charges; null where that is not said.</summary>
    internal PricingConfig? Pricing;

    /// <summary>The tokens it took.</summary>
    internal UsageFigures Usage;

    /// <summary>Bytes of the request's body.</summary>
    internal long RequestBytes;

    /// <summary>Bytes of the answer's body.</summary>
    internal long ResponseBytes;

    /// <summary>How its event stream kept pace.</summary>
    internal GapCounts Gaps;

    /// <summary>Its trace; that of the request for an attempt too.</summary>
    internal TraceContext Trace;

    /// <summary>Its <c>x-request-id</c>.</summary>
    internal RecordText RequestId;

    /// <summary>What went wrong, if anything.</summary>
    internal FaultKind Fault;

    /// <summary>The status the caller saw; 0 where it saw none.</summary>
    internal short Status;

    /// <summary>How many attempts were made.</summary>
    internal byte Attempts;

    /// <summary>How it ended.</summary>
    internal RequestOutcome Outcome;

    /// <summary>How far it came.</summary>
    internal RequestStage Stage;

    /// <summary>Which call it was.</summary>
    internal CallOperation Operation;

    /// <summary>Whether the answer was an event stream.</summary>
    internal bool IsStream;

    /// <summary>Whether the connection had carried a request before.</summary>
    internal bool IsReused;

    /// <summary>Whether this is an attempt that came to nothing, and was followed by another.</summary>
    internal bool IsAttempt;

    /// <summary>Whether it ended with an attempt, and not between two.</summary>
    internal bool HasAttempt;
}
