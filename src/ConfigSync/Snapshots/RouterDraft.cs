using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>A router between two snapshots.</summary>
/// <param name="Config">What was written.</param>
/// <param name="Entry">What it became.</param>
internal sealed record RouterDraft(RouterConfig Config, RouteEntry Entry);
