namespace Edge.Mock.Wire;

/// <summary>How reading a head or a body ended.</summary>
internal enum MockReadEnd
{
    /// <summary>It is there.</summary>
    Ok,

    /// <summary>The connection ended where one may end: between requests.</summary>
    Closed,

    /// <summary>The client left in the middle.</summary>
    Left,

    /// <summary>It breaks the rules of HTTP.</summary>
    Malformed,

    /// <summary>It is larger than the mock takes.</summary>
    TooLarge,
}
