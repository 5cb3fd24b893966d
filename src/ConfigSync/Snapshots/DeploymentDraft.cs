namespace ConfigSync.Snapshots;

/// <summary>A deployment between two snapshots.</summary>
internal sealed class DeploymentDraft
{
    /// <summary>What it became.</summary>
    internal required RouteEntry Entry { get; set; }

    /// <summary>The full names of the routers that lead to it, which change with it.</summary>
    internal HashSet<string> Routers { get; } = new(StringComparer.Ordinal);
}
