namespace Edge.Balancing;

/// <summary>A replica's part in its deployment, as one version of the configuration has it. Immutable.</summary>
/// <param name="Replica">The live replica.</param>
/// <param name="Replicas">How many it stands for: its weight in draws, ≥ 0; 0 takes no new requests.</param>
/// <param name="MaxConcurrency">What it takes at once, ≥ 1; null when that is not stated.</param>
/// <param name="Target">What requests to it say.</param>
internal sealed record ReplicaShare(Replica Replica, int Replicas, int? MaxConcurrency, UpstreamTarget Target);
