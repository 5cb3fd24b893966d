namespace Edge.Fleet;

/// <summary>What became of a report.</summary>
internal enum ReportFate
{
    /// <summary>It counts.</summary>
    Taken,

    /// <summary>It counts, and its sender was not known before.</summary>
    TakenFromNewPeer,

    /// <summary>It is this edge's own, a double, or overtaken by a later one: passed over.</summary>
    PassedOver,

    /// <summary>It is no report of this version, or one edge too many.</summary>
    Refused,
}
