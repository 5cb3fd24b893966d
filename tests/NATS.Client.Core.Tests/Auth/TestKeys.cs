using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NATS.Client.Core.Auth;

namespace NATS.Client.Core.Tests.Auth;

/// <summary>Makes keys, and JWTs signed with them, as an operator of a NATS system would.</summary>
internal sealed class TestKeys
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    internal TestKeys(char role)
    {
        SeedText = Seed(role, _secret);
        using NKey key = NKey.FromSeed(SeedText);
        Public = key.PublicKey();
    }

    internal string SeedText { get; }

    internal string Public { get; }

    /// <summary>The text of a seed. The role is O for operators, A for accounts, U for users.</summary>
    internal static string Seed(char role, byte[] secret)
    {
        int prefix = (role - 'A') << 3;
        var bytes = new byte[36];
        bytes[0] = (byte)((18 << 3) | (prefix >> 5));
        bytes[1] = (byte)((prefix & 31) << 3);
        secret.CopyTo(bytes, 2);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(34), Crc16.Of(bytes.AsSpan(0, 34)));
        return Base32.Encode(bytes);
    }

    /// <summary>A JWT about <paramref name="subject"/>, signed by this key.</summary>
    internal string Jwt(string subject, string name, string nats)
    {
        string header = Url("""{"typ":"JWT","alg":"ed25519-nkey"}"""u8);
        string id = Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(subject + name)));
        string claims = Url(Encoding.UTF8.GetBytes($$"""{"jti":"{{id}}","iat":1700000000,"iss":"{{Public}}","name":"{{name}}","sub":"{{subject}}","nats":{{nats}}}"""));
        return $"{header}.{claims}.{Url(Ed25519.Sign(_secret, Encoding.ASCII.GetBytes($"{header}.{claims}")))}";
    }

    /// <summary>The text of a credentials file.</summary>
    internal static string Creds(string jwt, string seed) =>
        $"-----BEGIN NATS USER JWT-----\n{jwt}\n------END NATS USER JWT------\n\n-----BEGIN USER NKEY SEED-----\n{seed}\n------END USER NKEY SEED------\n";

    private static string Url(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
