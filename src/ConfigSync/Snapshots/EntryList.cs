namespace ConfigSync.Snapshots;

/// <summary>
/// All entries in a stable order, between two snapshots: routers, then deployments, each in the order they came. A list that differs by one entry
/// shares the rest with the list it came from. One thread at a time.
/// </summary>
internal sealed class EntryList
{
    private readonly EntryRun _routers = new();
    private readonly EntryRun _deployments = new();

    /// <summary>The <see cref="RouteEntry.Order"/> of the next new router.</summary>
    internal long NextRouter() => _routers.Next();

    /// <summary>The <see cref="RouteEntry.Order"/> of the next new deployment.</summary>
    internal long NextDeployment() => _deployments.Next();

    /// <summary>Puts <paramref name="next"/> in the place of <paramref name="old"/>: two versions of one resource, of which one may be null.</summary>
    internal void Replace(RouteEntry? old, RouteEntry? next)
    {
        EntryRun run = (next ?? old)!.IsDeployment ? _deployments : _routers;
        if (old is null)
            run.Add(next!);
        else if (next is null)
            run.Remove(old.Order);
        else
            run.Replace(next);
    }

    /// <summary>The entries as they are now.</summary>
    internal IReadOnlyList<RouteEntry> ToEntries() => new EntryView<RouteEntry>([_routers.ToChunks(), _deployments.ToChunks()], entry => entry);

    /// <summary>The deployments as they are now.</summary>
    internal IReadOnlyList<DeploymentModel> ToDeployments() => new EntryView<DeploymentModel>([_deployments.ToChunks()], entry => entry.Deployment!);
}
