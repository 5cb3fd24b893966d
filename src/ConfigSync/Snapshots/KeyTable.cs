using System.Security.Cryptography;
using ConfigSync.Resources;

namespace ConfigSync.Snapshots;

/// <summary>Keys by the SHA-256 of their bytes. The key itself is never kept. Immutable.</summary>
/// <param name="keys">What is known of each key, by the 32 bytes of its hash.</param>
internal sealed class KeyTable(NameTable<KeyConfig> keys)
{
    /// <summary>How many keys there are.</summary>
    internal int Count => keys.Count;

    /// <summary>
    /// The id of the account that <paramref name="key"/> acts for, or null. What an attacker could time is how far two hashes
    /// agree that fall into one slot of a table keyed by a secret, which says nothing about the key.
    /// </summary>
    internal string? Find(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, hash);
        return keys.Find(hash)?.Account;
    }
}
