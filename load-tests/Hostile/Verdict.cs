using Shared.Hostile;

namespace Edge.LoadTests.Hostile;

/// <summary>What came of one case at one peer.</summary>
/// <param name="Harm">What it let happen; null when it has held.</param>
/// <param name="Seen">By what that was judged.</param>
internal sealed record Verdict(string? Harm, Observation Seen);
