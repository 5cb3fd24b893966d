namespace Edge.Control.Listing;

/// <summary>The parameters of a list as they were sent.</summary>
/// <param name="DefaultOrder">The order where the caller names none.</param>
internal sealed record ListParameters(string DefaultOrder)
{
    /// <summary>A filter of AIP-160; empty for none.</summary>
    internal string Filter { get; init; } = "";

    /// <summary>Fields with commas between; empty for the default.</summary>
    internal string OrderBy { get; init; } = "";

    /// <summary>Fields with commas between; empty for all.</summary>
    internal string ReadMask { get; init; } = "";

    /// <summary>What the page before ended with; empty for the first.</summary>
    internal string PageToken { get; init; } = "";

    /// <summary>How many resources; 0 for the usual.</summary>
    internal int PageSize { get; init; }
}
