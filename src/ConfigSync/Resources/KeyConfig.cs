using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>A caller's key, known by its hash alone.</summary>
/// <param name="Name">What logs call it.</param>
/// <param name="Sha256">SHA-256 of the key's bytes, 32 of them.</param>
/// <param name="Account">The account its callers act for.</param>
public sealed record KeyConfig(string Name, ImmutableArray<byte> Sha256, string Account = ListenConfig.DefaultAccount)
{
    /// <summary>Its name among all resources: <c>accounts/{account}/keys/{name}</c>.</summary>
    public string FullName => $"accounts/{Account}/keys/{Name}";
}
