namespace Edge.LoadTests.Chaos.Audit;

/// <summary>How far a replica came with a request.</summary>
internal enum Fate : byte
{
    /// <summary>It has the head, and works on it.</summary>
    Running,

    /// <summary>It closed, or reset, before a byte of an answer.</summary>
    Unanswered,

    /// <summary>It sent a whole answer, or is about to send the last byte of it.</summary>
    Whole,

    /// <summary>It stopped within the answer.</summary>
    Broken,

    /// <summary>The edge ended the connection.</summary>
    Cancelled,
}
