using Edge.Faults;

namespace Edge.Telemetry.Traffic;

/// <summary>A request that failed lately. Immutable.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Id">Its request id.</param>
/// <param name="Router">Full name of the router or deployment that its model led to; empty for none.</param>
/// <param name="Replica">Name of the replica that was asked last; empty for none.</param>
/// <param name="Reason">Code of the fault; the status in digits where a replica answered with an error and that was passed on.</param>
/// <param name="Side">Whose fault it is.</param>
/// <param name="Status">Status of the answer; 0 where none went out.</param>
internal sealed record RecentFailure(DateTimeOffset At, string Id, string Router, string Replica, string Reason, FaultSide Side, int Status);
