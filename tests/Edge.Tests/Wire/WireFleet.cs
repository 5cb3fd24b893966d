using System.Security.Cryptography;
using System.Text;
using ConfigSync.Resources;

namespace Edge.Tests.Wire;

/// <summary>Two accounts with a key each: <c>default</c> with <c>alpha</c>, <c>other</c> with <c>beta</c>; all routes lead to the scripted replica.</summary>
internal static class WireFleet
{
    /// <summary>What the caller of account <c>default</c> presents.</summary>
    internal const string Alpha = "Authorization: Bearer alpha\r\n";

    /// <summary>Starts an Edge with these accounts; callers need a key unless <paramref name="anonymous"/> names an account.</summary>
    internal static Task<WireEdge> StartAsync(string? anonymous = null) => WireEdge.StartAsync(
        m => m with { Names = ["gpt-4o", "org/model 7"] },
        config => config with
        {
            Anonymous = anonymous,
            Deployments = [.. config.Deployments, config.Deployments[0] with { Id = "theirs", Account = "other", Names = [] }],
            Routers =
            [
                new RouterConfig { Id = "r", Deployments = ["accounts/default/deployments/m"], Names = ["nice"] },
                new RouterConfig { Id = "shared", Account = "other", Deployments = ["accounts/other/deployments/theirs"], Public = true },
                new RouterConfig { Id = "private", Account = "other", Deployments = ["accounts/other/deployments/theirs"] },
            ],
            Keys = [Key("alpha", "default"), Key("beta", "other")],
        });

    private static KeyConfig Key(string key, string account) => new(key, [.. SHA256.HashData(Encoding.UTF8.GetBytes(key))], account);
}
