using Edge.Faults;

namespace Edge.Telemetry.Traffic;

/// <summary>What is known of one request once it is over. Nothing of what it said.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Id">Its request id; may be empty where it did not fail.</param>
/// <param name="Router">Full name of the router or deployment that its model led to; empty where it led nowhere.</param>
/// <param name="Deployment">Full name of the deployment that was asked last; empty for none.</param>
/// <param name="Replica">Name of the replica that was asked last, as logs have it; empty for none.</param>
/// <param name="Status">Status of the answer; 0 where none went out.</param>
/// <param name="Fault">Why it failed; <see cref="FaultKind.None"/> where the answer of a replica was passed on.</param>
/// <param name="FirstByte">Seconds from its arrival to the first byte of the answer of a replica; negative where none came.</param>
internal readonly record struct FinishedRequest(
    DateTimeOffset At, string Id, string Router, string Deployment, string Replica, int Status, FaultKind Fault, double FirstByte);
