namespace Edge.LoadTests.Migration;

/// <summary>One promise, and what came of it.</summary>
/// <param name="Name">In the line of figures.</param>
/// <param name="What">For people.</param>
/// <param name="Promised">What should be.</param>
/// <param name="Measured">What is.</param>
/// <param name="IsAsPromised">Whether they agree.</param>
internal sealed record Finding(string Name, string What, string Promised, string Measured, bool IsAsPromised);
