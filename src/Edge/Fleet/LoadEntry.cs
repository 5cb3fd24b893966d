namespace Edge.Fleet;

/// <summary>What an edge has at one replica.</summary>
/// <param name="Replica">Which; see <see cref="ReplicaNumber"/>.</param>
/// <param name="Outstanding">Its requests there, begun and not ended; ≥ 0.</param>
internal readonly record struct LoadEntry(ulong Replica, int Outstanding);
