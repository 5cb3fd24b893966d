using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>How many replicas a deployment is to have, and how many of each endpoint take requests (specs/fireworks.md, Deployments).</summary>
public static class ReplicaCount
{
    /// <summary>The replicas that its endpoints declare.</summary>
    public static int Declared(DeploymentConfig deployment) => (int)Math.Min(deployment.Endpoints.Sum(endpoint => (long)endpoint.Replicas), int.MaxValue);

    /// <summary>The bound above: what is said, else what is there, one at least.</summary>
    public static int Most(DeploymentConfig deployment) =>
        deployment.MaxReplicaCount ?? Math.Max(deployment.MinReplicaCount, Math.Max(Declared(deployment), 1));

    /// <summary>The replicas wanted: what was scaled to, else what is declared, within the bounds.</summary>
    public static int Wanted(DeploymentConfig deployment) =>
        Math.Max(Math.Min(deployment.DesiredReplicaCount ?? Declared(deployment), Most(deployment)), deployment.MinReplicaCount);

    /// <summary>The replicas that take requests: no more than there are.</summary>
    public static int Ready(DeploymentConfig deployment) => Math.Min(Wanted(deployment), Declared(deployment));

    /// <summary>
    /// How many replicas of each endpoint take requests, in their order: <see cref="Ready"/> shared out by what they declare, the largest
    /// remainders rounded up, the first of equal ones.
    /// </summary>
    public static ImmutableArray<int> Spread(DeploymentConfig deployment)
    {
        int declared = Declared(deployment), ready = Ready(deployment);
        if (ready == declared)
            return [.. deployment.Endpoints.Select(endpoint => endpoint.Replicas)];
        long[] exact = [.. deployment.Endpoints.Select(endpoint => (long)endpoint.Replicas * ready)];
        int[] shares = [.. exact.Select(share => (int)(share / declared))];
        foreach (int at in Enumerable.Range(0, exact.Length).OrderByDescending(i => exact[i] % declared).Take(ready - shares.Sum()))
            shares[at]++;
        return [.. shares];
    }
}
