namespace Edge.Faults;

/// <summary>What went wrong with one request. A value: expected failures are returned, never thrown.</summary>
/// <param name="Kind">Which of the known failures.</param>
/// <param name="Message">What to tell the caller; null takes the kind's own words. A shared string wherever the hot path makes one.</param>
internal readonly record struct Fault(FaultKind Kind, string? Message = null)
{
    /// <summary>Whether anything went wrong.</summary>
    internal bool Any => Kind != FaultKind.None;

    /// <summary>The row of the table.</summary>
    internal FaultRow Row => FaultTable.Of(Kind);
}
