using ConfigSync.Snapshots;

namespace Edge.Balancing;

/// <summary>A replica chosen for one request and counted: whoever holds it calls <see cref="Balancing.Replica.End"/> once.</summary>
/// <param name="Deployment">The member it belongs to.</param>
/// <param name="Share">The replica and what is said to it.</param>
internal readonly record struct Pick(DeploymentModel Deployment, ReplicaShare Share)
{
    /// <summary>The replica.</summary>
    internal Replica Replica => Share.Replica;
}
