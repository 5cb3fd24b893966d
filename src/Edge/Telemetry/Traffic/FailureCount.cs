using Edge.Faults;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.Traffic;

/// <summary>How many requests ended in one way.</summary>
internal readonly record struct FailureCount(FaultKind Fault, RequestOutcome Outcome, long Count);
