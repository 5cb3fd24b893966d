namespace Edge.LoadTests.Matrix.Cells;

/// <summary>Where the link with the fault is.</summary>
internal enum Side : byte
{
    /// <summary>Between the edge and a replica.</summary>
    Upstream,

    /// <summary>Between a caller and the edge.</summary>
    Client,

    /// <summary>Between the edge and NATS.</summary>
    Nats,
}
