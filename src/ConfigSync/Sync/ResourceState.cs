namespace ConfigSync.Sync;

/// <summary>How it stands with one resource on this edge.</summary>
public enum ResourceState
{
    /// <summary>What was written last serves.</summary>
    Ready,

    /// <summary>What was written last is known and about to serve.</summary>
    Updating,

    /// <summary>It is valid but cannot serve: what it needs is missing, or somebody else has its place.</summary>
    NotReady,

    /// <summary>What was written last is refused; the last good version serves on, where there was one.</summary>
    Refused,
}
