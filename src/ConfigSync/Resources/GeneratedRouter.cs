using System.Security.Cryptography;
using System.Text;

namespace ConfigSync.Resources;

/// <summary>The router that every deployment has without anybody writing it (specs/fireworks.md, Routers).</summary>
public static class GeneratedRouter
{
    private const int MaxPrefix = 56;

    private const int HashBytes = 3;

    /// <summary>
    /// Its id: that of the deployment and some of its hash, so that a router that somebody writes may have the deployment's own id. The same on
    /// every edge.
    /// </summary>
    public static string IdFor(DeploymentConfig deployment)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(deployment.FullName)).AsSpan(0, HashBytes));
        return $"{deployment.Id[..Math.Min(deployment.Id.Length, MaxPrefix)]}-{hash}";
    }

    /// <summary>Its full name.</summary>
    public static string FullNameFor(DeploymentConfig deployment) => $"accounts/{deployment.Account}/routers/{IdFor(deployment)}";
}
