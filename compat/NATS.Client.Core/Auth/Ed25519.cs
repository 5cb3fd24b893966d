namespace NATS.Client.Core.Auth;

/// <summary>Signatures by RFC 8032.</summary>
internal static unsafe class Ed25519
{
    /// <summary>Bytes of a secret.</summary>
    internal const int SecretLength = 32;

    /// <summary>Bytes of a public key.</summary>
    internal const int PublicLength = 32;

    /// <summary>Bytes of a signature.</summary>
    internal const int SignatureLength = 64;

    /// <summary>Signs <paramref name="data"/>.</summary>
    /// <exception cref="NatsException">OpenSSL 3 is missing or refuses.</exception>
    internal static byte[] Sign(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> data)
    {
        var signature = new byte[SignatureLength];
        nint key = Open(secret);
        nint context = LibCrypto.NewContext();
        try
        {
            nuint length = SignatureLength;
            fixed (byte* target = signature, source = data)
            {
                // An empty span has no address; OpenSSL wants one all the same.
                byte none = 0;
                bool signed = context != 0
                    && LibCrypto.SignInit(context, 0, 0, 0, key) == 1
                    && LibCrypto.Sign(context, target, &length, source is null ? &none : source, (nuint)data.Length) == 1;
                return signed ? signature : throw new NatsException("OpenSSL does not sign with Ed25519");
            }
        }
        finally
        {
            LibCrypto.FreeContext(context);
            LibCrypto.FreeKey(key);
        }
    }

    /// <summary>The public key of a secret.</summary>
    /// <exception cref="NatsException">OpenSSL 3 is missing or refuses.</exception>
    internal static byte[] PublicKey(ReadOnlySpan<byte> secret)
    {
        var publicKey = new byte[PublicLength];
        nint key = Open(secret);
        try
        {
            nuint length = PublicLength;
            fixed (byte* target = publicKey)
                return LibCrypto.GetPublicKey(key, target, &length) == 1 ? publicKey : throw new NatsException("OpenSSL does not tell an Ed25519 public key");
        }
        finally
        {
            LibCrypto.FreeKey(key);
        }
    }

    private static nint Open(ReadOnlySpan<byte> secret)
    {
        try
        {
            fixed (byte* bytes = secret)
            {
                nint key = LibCrypto.NewPrivateKey(LibCrypto.Ed25519, 0, bytes, (nuint)secret.Length);
                return key != 0 ? key : throw new NatsException("OpenSSL does not take the Ed25519 secret");
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new NatsException("NKeys and credentials need OpenSSL 3 (libcrypto.so.3), which is not on this machine", exception);
        }
    }
}
