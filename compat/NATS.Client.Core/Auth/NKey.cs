using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace NATS.Client.Core.Auth;

/// <summary>
/// A key pair as NATS writes it: base32 of prefix, key and CRC-16 (https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth).
/// A seed's prefix is two bytes: <c>S</c>, and what the key is for.
/// </summary>
internal sealed class NKey : IDisposable
{
    private const int SeedPrefix = 18 << 3;
    private readonly byte[] _secret;
    private readonly byte _role;

    private NKey(byte[] secret, byte role) => (_secret, _role) = (secret, role);

    /// <summary>Reads a seed (<c>SU…</c>, <c>SA…</c>, <c>SO…</c>).</summary>
    /// <exception cref="NatsException">It is none.</exception>
    internal static NKey FromSeed(string seed)
    {
        byte[]? bytes = Base32.Decode(seed.AsSpan().Trim());
        if (bytes is null || bytes.Length != 2 + Ed25519.SecretLength + 2)
            throw new NatsException("Not an NKey seed: its length or its letters are wrong");
        ReadOnlySpan<byte> body = bytes.AsSpan(0, bytes.Length - 2);
        if (Crc16.Of(body) != BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(bytes.Length - 2)))
            throw new NatsException("Not an NKey seed: its checksum is wrong");
        if ((bytes[0] & 0xf8) != SeedPrefix)
            throw new NatsException("Not an NKey seed: it does not begin with S");
        // The role's five bits lie across both bytes: three in the first, two in the second.
        byte role = (byte)(((bytes[0] & 7) << 5) | ((bytes[1] & 0xf8) >> 3));
        var key = new NKey(body[2..].ToArray(), role);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    /// <summary>The public key (<c>U…</c> for a user).</summary>
    internal string PublicKey()
    {
        Span<byte> bytes = stackalloc byte[1 + Ed25519.PublicLength + 2];
        bytes[0] = _role;
        Ed25519.PublicKey(_secret).CopyTo(bytes[1..]);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[^2..], Crc16.Of(bytes[..^2]));
        return Base32.Encode(bytes);
    }

    /// <summary>The signature of a text.</summary>
    internal byte[] Sign(string text) => Ed25519.Sign(_secret, Encoding.ASCII.GetBytes(text));

    /// <summary>Overwrites the secret.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_secret);
}
