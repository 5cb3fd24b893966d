namespace Edge.Discovery;

/// <summary>What a message turned out to be.</summary>
internal enum DnsReading
{
    /// <summary>No answer to this question.</summary>
    Foreign,

    /// <summary>An answer to this question that cannot be read.</summary>
    Malformed,

    /// <summary>An answer to this question.</summary>
    Answer,
}
