namespace Edge.Faults;

/// <summary>Whose fault it is.</summary>
internal enum FaultSide
{
    /// <summary>The caller's.</summary>
    Caller,

    /// <summary>A limit or a configured state refused it.</summary>
    Policy,

    /// <summary>The replica's, or the way there.</summary>
    Upstream,

    /// <summary>Edge's own.</summary>
    Edge,
}
