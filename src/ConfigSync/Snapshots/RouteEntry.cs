using System.Collections.Immutable;
using ConfigSync.Plans;
using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>One thing that <c>model</c> can name: a router or a deployment.</summary>
/// <param name="FullName"><c>accounts/{a}/routers/{r}</c> or <c>accounts/{a}/deployments/{d}</c>.</param>
/// <param name="Account">The owner.</param>
/// <param name="IsPublic">Whether other accounts may call it by its full name.</param>
/// <param name="Names">Its further names, for the owner's callers.</param>
/// <param name="Created">Unix seconds of its first appearance.</param>
/// <param name="Plan">Where it leads.</param>
public sealed record RouteEntry(string FullName, string Account, bool IsPublic, ImmutableArray<string> Names, long Created, RoutePlan Plan)
{
    /// <summary>The deployment that it is; null for a router.</summary>
    public DeploymentModel? Deployment { get; init; }

    /// <summary>The router that it is; null for a deployment.</summary>
    internal RouterConfig? Router { get; init; }

    /// <summary>Whether it is a deployment, which alone may stand behind <c>#</c>.</summary>
    public bool IsDeployment => Deployment is not null;

    /// <summary>Its place among the routers, or among the deployments: they are sorted by this number.</summary>
    internal long Order { get; init; }
}
