using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Edge.Access;

/// <summary>A key that did not exist before. Its text is shown once and never kept.</summary>
/// <param name="Text">What the caller will present.</param>
/// <param name="Hash">HMAC-SHA-256 of it under the secret of the fleet.</param>
internal sealed record NewKey(string Text, ImmutableArray<byte> Hash)
{
    /// <summary>Beyond any guessing, and as long as a SHA-256.</summary>
    private const int RandomBytes = 32;

    /// <summary>So that people, and scanners for leaked secrets, know what they look at.</summary>
    private const string Prefix = "edge-";

    /// <summary>Makes one.</summary>
    internal static NewKey Make(byte[] secret)
    {
        string text = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        return new NewKey(text, [.. HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text))]);
    }

    /// <inheritdoc/>
    public override string ToString() => "(secret)";
}
