using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ConfigSync.Resources;

namespace Edge.Access;

/// <summary>A key that did not exist before. Its text is shown once and never kept.</summary>
/// <param name="Text">What the caller will present.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Kind">How that is made: under the secret of the fleet where there is one.</param>
internal sealed record NewKey(string Text, ImmutableArray<byte> Hash, KeyHash Kind)
{
    /// <summary>Beyond any guessing, and as long as a SHA-256.</summary>
    private const int RandomBytes = 32;

    /// <summary>So that people, and scanners for leaked secrets, know what they look at.</summary>
    private const string Prefix = "edge-";

    /// <summary>Makes one.</summary>
    internal static NewKey Make(byte[]? secret)
    {
        string text = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        return secret is null
            ? new NewKey(text, [.. SHA256.HashData(bytes)], KeyHash.Sha256)
            : new NewKey(text, [.. HMACSHA256.HashData(secret, bytes)], KeyHash.HmacSha256);
    }

    /// <inheritdoc/>
    public override string ToString() => "(secret)";
}
