namespace Edge.Discovery;

/// <summary>What became of a question.</summary>
internal enum DnsOutcome
{
    /// <summary>Nobody could say; whether there are records is not known.</summary>
    Failed,

    /// <summary>There are records.</summary>
    Found,

    /// <summary>The name is there, without records of the kind asked for.</summary>
    NoData,

    /// <summary>There is no such name.</summary>
    NoSuchName,
}
