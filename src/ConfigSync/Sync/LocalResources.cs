using ConfigSync.Resources;

namespace ConfigSync.Sync;

/// <summary>The entries of <c>edge.json</c> in the form that stored resources have.</summary>
internal static class LocalResources
{
    /// <summary>All of them. What routers lead to comes before them.</summary>
    internal static IEnumerable<StoredResource> Of(EdgeConfig config)
    {
        foreach (DeploymentConfig deployment in config.Deployments)
            yield return new Deployment { Key = new(ResourceKind.Deployment, deployment.Account, deployment.Id), Config = deployment };
        foreach (RouterConfig router in config.Routers)
            yield return new Router { Key = new(ResourceKind.Router, router.Account, router.Id), Config = router };
        foreach (KeyConfig key in config.Keys)
            yield return new ApiKey { Key = new(ResourceKind.Key, key.Account, key.Name), Config = key };
    }
}
