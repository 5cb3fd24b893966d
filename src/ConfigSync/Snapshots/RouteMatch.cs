namespace ConfigSync.Snapshots;

/// <summary>What a lookup found.</summary>
/// <param name="entry">The router or deployment; null when the name is unknown or not this caller's to use.</param>
/// <param name="model">Set by the <c>model#deployment</c> form: what the upstream is to read as <c>model</c> (a slice of the name looked up).</param>
public readonly ref struct RouteMatch(RouteEntry? entry, ReadOnlySpan<byte> model = default)
{
    /// <summary>The router or deployment; null when the name is unknown or not this caller's to use.</summary>
    public RouteEntry? Entry { get; } = entry;

    /// <summary>Set by the <c>model#deployment</c> form; else empty.</summary>
    public ReadOnlySpan<byte> Model { get; } = model;
}
