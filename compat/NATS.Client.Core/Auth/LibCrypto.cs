using System.Runtime.InteropServices;

namespace NATS.Client.Core.Auth;

/// <summary>The few functions of OpenSSL 3 that sign with Ed25519, which .NET does not (https://docs.openssl.org/3.0/man7/EVP_SIGNATURE-ED25519/).</summary>
internal static unsafe partial class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    /// <summary>Ed25519's number there (<c>EVP_PKEY_ED25519</c>).</summary>
    internal const int Ed25519 = 1087;

    /// <summary>A key from its 32 secret bytes; null on failure.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_PKEY_new_raw_private_key")]
    internal static partial nint NewPrivateKey(int type, nint engine, byte* key, nuint length);

    /// <summary>Writes the public part of a key; 1 on success.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_raw_public_key")]
    internal static partial int GetPublicKey(nint key, byte* target, nuint* length);

    /// <summary>Frees a key.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    internal static partial void FreeKey(nint key);

    /// <summary>A context to sign in; null on failure.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_new")]
    internal static partial nint NewContext();

    /// <summary>Frees a context.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_MD_CTX_free")]
    internal static partial void FreeContext(nint context);

    /// <summary>Sets a context up; 1 on success. Ed25519 has no digest to choose.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_DigestSignInit")]
    internal static partial int SignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    /// <summary>Signs at once; 1 on success.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_DigestSign")]
    internal static partial int Sign(nint context, byte* signature, nuint* signatureLength, byte* data, nuint length);
}
