namespace Edge.Fuzz.Engine;

/// <summary>A target by its name, and how to make one for each thread.</summary>
internal sealed record FuzzTargetKind(string Name, Func<FuzzTarget> Make);
