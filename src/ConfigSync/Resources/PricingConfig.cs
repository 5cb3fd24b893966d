namespace ConfigSync.Resources;

/// <summary>What a deployment costs, in dollars per million tokens; null where it is not said (specs/fireworks.md, Deployments).</summary>
/// <param name="Input">Of prompts.</param>
/// <param name="Output">Of answers.</param>
/// <param name="CachedInput">Of what of a prompt was in a cache; null costs like <paramref name="Input"/>.</param>
public sealed record PricingConfig(double? Input, double? Output, double? CachedInput);
