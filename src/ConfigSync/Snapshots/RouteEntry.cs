using System.Collections.Immutable;
using ConfigSync.Plans;

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
    /// <summary>Whether it is a deployment, which alone may stand behind <c>#</c>; by the collection in its name, not by any part of it: an account may be called <c>deployments</c>.</summary>
    public bool IsDeployment { get; } = FullName.Split('/') is [_, _, "deployments", _];
}
