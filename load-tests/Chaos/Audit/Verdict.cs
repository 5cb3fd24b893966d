namespace Edge.LoadTests.Chaos.Audit;

/// <summary>What became of a request.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Violation">What was wrong; null unless <see cref="Outcome.Violated"/>.</param>
/// <param name="Code">The error of the edge, where one was told.</param>
internal sealed record Verdict(Outcome Outcome, Finding? Violation = null, string? Code = null)
{
    internal static Verdict Violated(ViolationKind kind, string what) => new(Outcome.Violated, new Finding(kind, what));
}
