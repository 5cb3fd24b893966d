namespace Edge.Control.Console;

/// <summary>In which order routers are shown.</summary>
internal enum ConsoleSort
{
    /// <summary>By their names.</summary>
    Name,

    /// <summary>Those with the most requests first.</summary>
    Rate,

    /// <summary>Those with the most failures first.</summary>
    Errors,

    /// <summary>Those whose slow answers take longest to begin first.</summary>
    Latency,
}
