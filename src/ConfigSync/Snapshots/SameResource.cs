using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>Whether two versions of a resource say the same; arrays are compared by what they hold.</summary>
internal static class SameResource
{
    internal static bool Equal(DeploymentConfig a, DeploymentConfig b) =>
        a.Endpoints.SequenceEqual(b.Endpoints) && a.Names.SequenceEqual(b.Names)
        && a with { Endpoints = b.Endpoints, Names = b.Names } == b;
}
