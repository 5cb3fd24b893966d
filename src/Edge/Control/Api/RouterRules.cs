using ConfigSync.Resources;
using ConfigSync.Sync;

namespace Edge.Control.Api;

/// <summary>What a router must be beyond its form (specs/fireworks.md, Routers, Rules).</summary>
/// <param name="desk">What is there.</param>
internal sealed class RouterRules(ResourceDesk desk)
{
    // What GeneratedRouter puts behind the id of the deployment.
    private const int HashLength = 7;

    /// <summary>The key that the router of a deployment would have.</summary>
    internal static ResourceKey GeneratedKey(DeploymentConfig deployment) => new(ResourceKind.Router, deployment.Account, GeneratedRouter.IdFor(deployment));

    /// <summary>The deployment whose router has the id <paramref name="id"/>; null for none.</summary>
    internal ResourceStatus? FindGenerated(string account, string id)
    {
        if (id.Length <= HashLength)
            return null;
        string prefix = id[..^HashLength];
        ResourceStatus? exact = desk.Find(new ResourceKey(ResourceKind.Deployment, account, prefix));
        IEnumerable<ResourceStatus> candidates = exact is not null ? [exact]
            : prefix.Length < ResourceKeyPrefix ? []
            : desk.List(ResourceKind.Deployment, account).Where(status => status.Key.Id.StartsWith(prefix, StringComparison.Ordinal));
        return candidates.FirstOrDefault(status => status.Resource is Deployment deployment && GeneratedRouter.IdFor(deployment.Config) == id);
    }

    /// <summary>What is wrong with a router, for people; null for nothing.</summary>
    internal string? Check(Router router)
    {
        RouterConfig config = router.Config;
        Deployment?[] members = [.. config.Deployments.Select(name => MemberOf(config.Account, name))];
        int missing = Array.IndexOf(members, null);
        if (missing >= 0)
            return $"deployments[{missing}]: {config.Deployments[missing]} does not exist. Create it first, or name another.";
        if (config.Model is not { } model)
            return CheckNames(router.Key, config.Names);
        if (members.FirstOrDefault(member => member!.Placement?.IsMultiRegion == true) is { } wide)
            return $"model: it must be empty, since {wide.Key} is in several regions.";
        if (members.FirstOrDefault(member => member!.Config.BaseModel != model) is { } other)
            return $"model: {other.Key} serves {other.Config.BaseModel ?? "no model by name"}. Leave it out, or name what every member serves.";
        return CheckNames(router.Key, config.Names);
    }

    /// <summary>Whether somebody else has one of these further names, for people; null for nobody.</summary>
    internal string? CheckNames(ResourceKey key, IReadOnlyList<string> names)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (desk.OwnerOf(key.Account, names[i]) is { } owner && owner != key)
                return $"names[{i}]: '{names[i]}' is a name of {owner}. Take it from there first, or choose another.";
        }
        return null;
    }

    private const int ResourceKeyPrefix = 56;

    private Deployment? MemberOf(string account, string fullName) =>
        desk.Find(new ResourceKey(ResourceKind.Deployment, account, fullName[(fullName.LastIndexOf('/') + 1)..]))?.Resource as Deployment;
}
