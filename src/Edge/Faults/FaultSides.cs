namespace Edge.Faults;

/// <summary>The words for whose fault something was, in metrics and logs.</summary>
internal static class FaultSides
{
    /// <summary>The word for <paramref name="side"/>.</summary>
    internal static string Word(FaultSide side) => side switch
    {
        FaultSide.Caller => "caller",
        FaultSide.Policy => "policy",
        FaultSide.Upstream => "upstream",
        _ => "edge",
    };
}
