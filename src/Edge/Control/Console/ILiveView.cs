using ConfigSync.Snapshots;
using Edge.Balancing;
using Edge.Telemetry.Traffic;

namespace Edge.Control.Console;

/// <summary>What the console looks at. Looking changes nothing and keeps nobody waiting. Safe from any thread.</summary>
internal interface ILiveView
{
    /// <summary>What is routed by.</summary>
    RoutingSnapshot Snapshot { get; }

    /// <summary>The live replicas.</summary>
    ReplicaDirectory Replicas { get; }

    /// <summary>Requests that are over.</summary>
    ITrafficView Traffic { get; }

    /// <summary>The figures of the process as they are now.</summary>
    LiveFigures Read();
}
