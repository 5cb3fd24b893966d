using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>Whether two versions of a resource say the same; arrays are compared by what they hold.</summary>
internal static class SameResource
{
    /// <summary>Whether both route alike; times, revisions and what people read do not count.</summary>
    internal static bool Equal(StoredResource? a, StoredResource? b) => ReferenceEquals(a, b) || (a, b) switch
    {
        (Deployment one, Deployment other) => Equal(one.Config, other.Config),
        (Router one, Router other) => Equal(one.Config, other.Config),
        (ApiKey one, ApiKey other) => one.Config.Hash.SequenceEqual(other.Config.Hash) && one.Config with { Hash = other.Config.Hash } == other.Config,
        (Account one, Account other) => one.Key == other.Key,
        _ => false,
    };

    internal static bool Equal(DeploymentConfig a, DeploymentConfig b) =>
        a.Endpoints.SequenceEqual(b.Endpoints) && a.Names.SequenceEqual(b.Names)
        && a with { Endpoints = b.Endpoints, Names = b.Names } == b;

    private static bool Equal(RouterConfig a, RouterConfig b) =>
        a.Deployments.SequenceEqual(b.Deployments) && a.Names.SequenceEqual(b.Names)
        && a with { Deployments = b.Deployments, Names = b.Names } == b;
}
