namespace Edge.LoadTests.Common;

/// <summary>One line of the table: what was wanted and what it was.</summary>
/// <param name="Name">Of what, in a word for the line of figures.</param>
/// <param name="What">Of what, for people.</param>
/// <param name="Wanted">The goal.</param>
/// <param name="Measured">What came out.</param>
/// <param name="IsMet">Whether it is good enough; null where it is shown for comparison alone.</param>
internal sealed record Goal(string Name, string What, string Wanted, string Measured, bool? IsMet);
