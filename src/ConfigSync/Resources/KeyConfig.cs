using System.Collections.Immutable;

namespace ConfigSync.Resources;

/// <summary>How the hash of a key is made.</summary>
public enum KeyHash
{
    /// <summary>SHA-256 of the key's bytes: anybody can make one, and check a guess against it.</summary>
    Sha256,

    /// <summary>HMAC-SHA-256 of the key's bytes under the secret of the fleet: without that, it says nothing about the key.</summary>
    HmacSha256,
}

/// <summary>What a key allows.</summary>
[Flags]
public enum KeyScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Looking at resources of its account.</summary>
    Read = 1,

    /// <summary>Changing them.</summary>
    Write = 2,

    /// <summary>Calling models.</summary>
    Inference = 4,
}

/// <summary>A caller's key, known by its hash alone.</summary>
/// <param name="Name">What logs call it.</param>
/// <param name="Hash">The hash of the key's bytes, 32 bytes.</param>
/// <param name="Account">The account its callers act for.</param>
public sealed record KeyConfig(string Name, ImmutableArray<byte> Hash, string Account = ListenConfig.DefaultAccount)
{
    /// <summary>How <see cref="Hash"/> was made.</summary>
    public KeyHash Kind { get; init; }

    /// <summary>What it allows. Default <see cref="KeyScopes.Inference"/>.</summary>
    public KeyScopes Scopes { get; init; } = KeyScopes.Inference;

    /// <summary>Its name among all resources: <c>accounts/{account}/keys/{name}</c>.</summary>
    public string FullName => $"accounts/{Account}/keys/{Name}";
}
