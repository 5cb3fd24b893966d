namespace Edge.LoadTests.Chaos.Audit;

/// <summary>What became of a request; each has one.</summary>
internal enum Outcome : byte
{
    /// <summary>A whole answer with 200.</summary>
    Answered,

    /// <summary>A whole answer of a replica with another status.</summary>
    Relayed,

    /// <summary>An error of the edge's own, before anything of an answer.</summary>
    Refused,

    /// <summary>A part of an answer, and a break that can be seen.</summary>
    Broken,

    /// <summary>The caller left.</summary>
    Left,

    /// <summary>Lost on a link in front of the edge.</summary>
    Lost,

    /// <summary>A violation was found.</summary>
    Violated,
}
