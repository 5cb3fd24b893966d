using System.Collections.Immutable;
using System.Security.Cryptography;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>
/// The hash of a key: <c>sha256:</c> or <c>hmac-sha256:</c> and 64 hex digits. Errors do not print it: it may be the key, written here by
/// mistake.
/// </summary>
internal static class HashValue
{
    private const string Plain = "sha256:";
    private const string Keyed = "hmac-sha256:";

    /// <summary>How it was made, and its 32 bytes, or none after an error.</summary>
    internal static (KeyHash Kind, ImmutableArray<byte> Hash) Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return (default, []);
        KeyHash kind = text.StartsWith(Keyed, StringComparison.Ordinal) ? KeyHash.HmacSha256 : KeyHash.Sha256;
        if (Parse(text, Prefix(kind)) is not { } hash)
        {
            context.Error(
                node,
                $"{node.Label} is not a SHA-256",
                "Write \"sha256:\" and 64 hex digits, as printed by: printf %s \"$KEY\" | sha256sum.");
            return (default, []);
        }
        if (kind == KeyHash.Sha256 && hash.AsSpan().SequenceEqual(SHA256.HashData([])))
            context.Error(node, $"{node.Label} is the hash of an empty key", "Hash the key itself: printf %s \"$KEY\" | sha256sum.");
        return (kind, [.. hash]);
    }

    /// <summary>How <see cref="Read"/> wants the hash of <paramref name="key"/> written.</summary>
    internal static string Write(KeyConfig key) => Prefix(key.Kind) + Convert.ToHexStringLower(key.Hash.AsSpan());

    private static string Prefix(KeyHash kind) => kind == KeyHash.HmacSha256 ? Keyed : Plain;

    private static byte[]? Parse(string text, string prefix)
    {
        if (text.Length != prefix.Length + 2 * SHA256.HashSizeInBytes || !text.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        ReadOnlySpan<char> digits = text.AsSpan(prefix.Length);
        foreach (char c in digits)
        {
            if (!char.IsAsciiHexDigit(c))
                return null;
        }
        return Convert.FromHexString(digits);
    }
}
