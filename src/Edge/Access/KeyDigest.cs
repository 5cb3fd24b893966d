using System.Buffers.Binary;
using System.Numerics;

namespace Edge.Access;

/// <summary>
/// 128 bits that stand for some bytes, made with a secret: SipHash-2-4 with the longer result (Aumasson and Bernstein,
/// "SipHash: a fast short-input PRF", 2012). Without the secret nobody can make two inputs agree, or tell the input from the
/// digest; it costs a tenth of SHA-256.
/// </summary>
/// <param name="k0">One half of the secret.</param>
/// <param name="k1">The other half.</param>
internal readonly struct KeyDigest(ulong k0, ulong k1)
{
    /// <summary>The digest of <paramref name="bytes"/>. Safe from any thread.</summary>
    internal (ulong Low, ulong High) Of(ReadOnlySpan<byte> bytes)
    {
        // "somepseudorandomlygeneratedbytes", and 0xEE for the longer result.
        ulong v0 = k0 ^ 0x736f6d6570736575, v1 = k1 ^ 0x646f72616e646f6d ^ 0xEE, v2 = k0 ^ 0x6c7967656e657261, v3 = k1 ^ 0x7465646279746573;
        ulong last = (ulong)bytes.Length << 56;
        while (bytes.Length >= sizeof(ulong))
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            Mix(ref v0, ref v1, ref v2, ref v3, word);
            bytes = bytes[sizeof(ulong)..];
        }
        for (int i = 0; i < bytes.Length; i++)
            last |= (ulong)bytes[i] << (8 * i);
        Mix(ref v0, ref v1, ref v2, ref v3, last);
        v2 ^= 0xEE;
        ulong low = Finish(ref v0, ref v1, ref v2, ref v3);
        v1 ^= 0xDD;
        return (low, Finish(ref v0, ref v1, ref v2, ref v3));
    }

    private static void Mix(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3, ulong word)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    private static ulong Finish(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        for (int i = 0; i < 4; i++)
            Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v2 += v3;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 = BitOperations.RotateLeft(v0, 32) + v3;
        v2 += v1;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
