using System.Security.Cryptography;
using System.Text;
using ConfigSync.Resources;
using ConfigSync.Stores;

namespace ConfigSync.Tests.Sync;

/// <summary>Documents of a store in few words.</summary>
internal static class Documents
{
    internal static readonly DateTimeOffset Written = DateTimeOffset.UnixEpoch.AddDays(20_000);

    internal static ResourceKey DeploymentKey(string id, string account = "acme") => new(ResourceKind.Deployment, account, id);

    internal static ResourceKey RouterKey(string id, string account = "acme") => new(ResourceKind.Router, account, id);

    internal static ResourceKey KeyKey(string id, string account = "acme") => new(ResourceKind.Key, account, id);

    internal static StoreEntry Deployment(string id, long revision, string names = "", int age = 0, string url = "http://replica") => Entry(
        DeploymentKey(id), revision, $$"""{ "endpoints": [ { "url": "{{url}}" } ], "names": [ {{names}} ], "createTime": "{{Created(age)}}" }""");

    internal static StoreEntry Router(string id, long revision, string members, string names = "", int age = 0) => Entry(
        RouterKey(id), revision, $$"""{ "deployments": [ {{members}} ], "names": [ {{names}} ], "createTime": "{{Created(age)}}" }""");

    internal static StoreEntry Key(string id, long revision, string secret, int age = 0) => Entry(
        KeyKey(id), revision, $$"""{ "hash": "sha256:{{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))}}", "createTime": "{{Created(age)}}" }""");

    internal static StoreEntry Entry(ResourceKey key, long revision, string document) => new(key, Encoding.UTF8.GetBytes(document), revision, Written);

    /// <summary>A creation time; more is younger.</summary>
    private static string Created(int age) => $"2026-01-01T00:00:{age:00}Z";
}
