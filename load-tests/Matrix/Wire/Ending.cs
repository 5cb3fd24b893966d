namespace Edge.LoadTests.Matrix.Wire;

/// <summary>How a request ended.</summary>
/// <param name="Fate">In which of the ways.</param>
/// <param name="What">The same in a few words, with the code of an error.</param>
internal readonly record struct Ending(Fate Fate, string What);
