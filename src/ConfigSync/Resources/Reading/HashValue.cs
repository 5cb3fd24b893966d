using System.Collections.Immutable;
using System.Security.Cryptography;
using ConfigSync.Resources.Syntax;

namespace ConfigSync.Resources.Reading;

/// <summary>The SHA-256 of a key: <c>sha256:</c> and 64 hex digits. Errors do not print it: it may be the key, written here by mistake.</summary>
internal static class HashValue
{
    private const string Prefix = "sha256:";

    /// <summary>Its 32 bytes, or empty after an error.</summary>
    internal static ImmutableArray<byte> Read(ReadContext context, DocumentNode node)
    {
        if (TextValue.Read(context, node) is not { } text)
            return [];
        if (Parse(text) is not { } hash)
        {
            context.Error(
                node,
                $"{node.Label} is not a SHA-256",
                "Write \"sha256:\" and 64 hex digits, as printed by: printf %s \"$KEY\" | sha256sum.");
            return [];
        }
        if (hash.AsSpan().SequenceEqual(SHA256.HashData([])))
            context.Error(node, $"{node.Label} is the hash of an empty key", "Hash the key itself: printf %s \"$KEY\" | sha256sum.");
        return [.. hash];
    }

    /// <summary>How <see cref="Read"/> wants <paramref name="hash"/> written.</summary>
    internal static string Write(ReadOnlySpan<byte> hash) => Prefix + Convert.ToHexStringLower(hash);

    private static byte[]? Parse(string text)
    {
        if (text.Length != Prefix.Length + 2 * SHA256.HashSizeInBytes || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        ReadOnlySpan<char> digits = text.AsSpan(Prefix.Length);
        foreach (char c in digits)
        {
            if (!char.IsAsciiHexDigit(c))
                return null;
        }
        return Convert.FromHexString(digits);
    }
}
