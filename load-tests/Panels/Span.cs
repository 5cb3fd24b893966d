namespace Edge.LoadTests.Panels;

/// <summary>The time that is looked at, in seconds since 1970.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="End">Its end.</param>
internal sealed record Span(long Start, long End);
