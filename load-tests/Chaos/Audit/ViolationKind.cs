namespace Edge.LoadTests.Chaos.Audit;

/// <summary>Which promise was broken.</summary>
internal enum ViolationKind : byte
{
    /// <summary>Bytes that are not those of the answer, an answer that is none, or a failure where nothing may fail.</summary>
    Wrong,

    /// <summary>Bytes of another request.</summary>
    CrossTalk,

    /// <summary>An answer that is not whole and ends like one that is, or a break that nobody was told of.</summary>
    Silent,

    /// <summary>No outcome within the time that all timeouts together allow.</summary>
    Hung,

    /// <summary>A request that was sent a second time although the failure law forbids it.</summary>
    Repeated,

    /// <summary>A request that a replica still worked on long after its caller had its outcome or had left.</summary>
    Uncancelled,

    /// <summary>Something of the edge that was not given back when all was over.</summary>
    LeftOver,
}
