namespace Edge.Dashboards;

/// <summary>All dashboards.</summary>
internal static class Boards
{
    /// <summary>In the order in which a reader goes through them.</summary>
    internal static IReadOnlyList<Dashboard> All { get; } =
        [OverviewBoard.Create(), RouterBoard.Create(), ReplicaBoard.Create(), LatencyBoard.Create(), CostBoard.Create(), FleetBoard.Create(), RuntimeBoard.Create()];
}
