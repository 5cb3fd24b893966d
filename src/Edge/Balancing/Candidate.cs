namespace Edge.Balancing;

/// <summary>What choosing asks of one replica, next to those of the others. Immutable but for the count of the replica.</summary>
/// <param name="Replica">The live replica.</param>
/// <param name="Capacity">What it can bear: what it takes at once if every candidate states that, else how many replicas it stands for.</param>
internal readonly record struct Candidate(Replica Replica, int Capacity);
