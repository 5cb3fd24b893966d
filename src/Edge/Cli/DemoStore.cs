using ConfigSync.Resources;
using ConfigSync.Stores;

namespace Edge.Cli;

/// <summary>A store for the demo, so that its routers can be changed by the control API. It goes when the demo ends.</summary>
internal sealed class DemoStore : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-demo-").FullName;

    /// <summary>Moves deployments and routers into the store, and returns the rest of the configuration with the store in it.</summary>
    internal EdgeConfig Fill(EdgeConfig config)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        foreach (DeploymentConfig deployment in config.Deployments)
            Write(new Deployment { Key = new ResourceKey(ResourceKind.Deployment, deployment.Account, deployment.Id), Config = deployment, CreateTime = now, UpdateTime = now });
        foreach (RouterConfig router in config.Routers)
            Write(new Router { Key = new ResourceKey(ResourceKind.Router, router.Account, router.Id), Config = router, CreateTime = now, UpdateTime = now });
        return config with
        {
            Deployments = [],
            Routers = [],
            // The curls of a demo work with any key.
            Store = new StoreConfig { Folder = _folder, BaseDirectory = _folder, ManagesKeys = false },
        };
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, true);

    private void Write(StoredResource resource) =>
        File.WriteAllBytes(Path.Combine(_folder, $"{StoreKeyText.Format(resource.Key)}.json"), ResourceDocument.Write(resource));
}
