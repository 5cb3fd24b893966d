using System.Runtime.CompilerServices;
using Edge.Telemetry.Records;

namespace Edge.Telemetry.Traffic;

/// <summary>What traffic is told apart by: where a name led, who was asked, which call it was.</summary>
internal readonly record struct RouteKey(string? Router, string? Deployment, string? Replica, string? Provider, CallOperation Operation)
{
    internal static RouteKey Of(in RequestRecord record) =>
        new(record.Router, record.Deployment, record.Replica, record.Provider, record.Operation);

    /// <summary>Compares by reference: the names of what did not change are the same strings from snapshot to snapshot.</summary>
    internal sealed class ByReference : IEqualityComparer<RouteKey>
    {
        public bool Equals(RouteKey x, RouteKey y) =>
            ReferenceEquals(x.Router, y.Router) && ReferenceEquals(x.Replica, y.Replica) && ReferenceEquals(x.Deployment, y.Deployment)
            && ReferenceEquals(x.Provider, y.Provider) && x.Operation == y.Operation;

        public int GetHashCode(RouteKey key) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(key.Router), RuntimeHelpers.GetHashCode(key.Replica), (int)key.Operation);
    }
}
