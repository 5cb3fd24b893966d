namespace ConfigSync.Resources;

/// <summary>How well the model of a deployment does, in the points of whoever writes them; null where it is not said (specs/fireworks.md, Deployments).</summary>
/// <param name="Intelligence">In general.</param>
/// <param name="Math">In mathematics.</param>
/// <param name="Coding">In programming.</param>
public sealed record ScoresConfig(double? Intelligence, double? Math, double? Coding);
