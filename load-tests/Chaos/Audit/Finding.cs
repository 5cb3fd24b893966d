namespace Edge.LoadTests.Chaos.Audit;

/// <summary>A violation within one message.</summary>
/// <param name="Kind">Which promise.</param>
/// <param name="What">What is wrong, the same words for the same mistake.</param>
internal sealed record Finding(ViolationKind Kind, string What);
