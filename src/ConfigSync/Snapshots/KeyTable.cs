using System.Collections.Frozen;
using System.Security.Cryptography;

namespace ConfigSync.Snapshots;

/// <summary>Keys by the SHA-256 of their bytes. The key itself is never kept.</summary>
internal sealed class KeyTable
{
    private readonly FrozenDictionary<ulong, (byte[] Hash, AccountModel Account)[]> _byPrefix;

    internal KeyTable(IEnumerable<(byte[] Hash, AccountModel Account)> keys)
    {
        _byPrefix = keys.GroupBy(k => BitConverter.ToUInt64(k.Hash)).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        Count = _byPrefix.Count;
    }

    internal int Count { get; }

    /// <summary>
    /// What an attacker can time is the lookup of a hash prefix, which says nothing about the key; the full hash is compared in fixed time.
    /// </summary>
    internal AccountModel? Find(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, hash);
        if (!_byPrefix.TryGetValue(BitConverter.ToUInt64(hash), out var candidates))
            return null;
        foreach (var candidate in candidates)
        {
            if (CryptographicOperations.FixedTimeEquals(candidate.Hash, hash))
                return candidate.Account;
        }
        return null;
    }
}
