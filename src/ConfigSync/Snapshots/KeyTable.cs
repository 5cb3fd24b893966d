using System.Security.Cryptography;
using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>Keys by the hashes of their bytes. The key itself is never kept. Immutable.</summary>
/// <param name="keys">What is known of each key, by the 32 bytes of its hash.</param>
/// <param name="secret">What hashes of the fleet were made under; empty where there is none.</param>
/// <param name="areManaged">Whether keys come and go with a store.</param>
/// <param name="control">How many of them may look at resources, or change them.</param>
internal sealed class KeyTable(NameTable<KeyConfig> keys, byte[] secret, bool areManaged, int control)
{
    /// <summary>Whether keys come and go with a store.</summary>
    internal bool AreManaged => areManaged;

    /// <summary>How many of them may look at resources, or change them.</summary>
    internal int Control => control;

    /// <summary>How many keys there are.</summary>
    internal int Count => keys.Count;

    /// <summary>
    /// What is known of <paramref name="key"/>, or null. What an attacker could time is how far two hashes agree that fall into one slot of a table
    /// keyed by a secret, which says nothing about the key.
    /// </summary>
    internal KeyConfig? Find(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, hash);
        KeyConfig? found = Find(hash, KeyHash.Sha256);
        if (secret.Length > 0)
        {
            HMACSHA256.HashData(secret, key, hash);
            found ??= Find(hash, KeyHash.HmacSha256);
        }
        return found;
    }

    private KeyConfig? Find(ReadOnlySpan<byte> hash, KeyHash kind) => keys.Find(hash) is { } key && key.Kind == kind ? key : null;
}
