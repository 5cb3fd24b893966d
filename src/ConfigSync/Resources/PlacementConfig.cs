using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>Where in the world a deployment is: told by its owner and told back, for people and for one rule of routers (specs/fireworks.md).</summary>
/// <param name="Region">One region; null for none said.</param>
/// <param name="MultiRegion">A group of regions; null for none said.</param>
/// <param name="Regions">Several regions.</param>
public sealed record PlacementConfig(string? Region, string? MultiRegion, ImmutableArray<string> Regions)
{
    /// <summary>Whether it is in more than one region, so that a router over it must not name a model.</summary>
    public bool IsMultiRegion => MultiRegion is not null || Regions.Length > 1;

    /// <inheritdoc/>
    public bool Equals(PlacementConfig? other) =>
        other is not null && Region == other.Region && MultiRegion == other.MultiRegion && Regions.SequenceEqual(other.Regions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Region, MultiRegion, Regions.Length);
}
