using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Edge.Intake;

/// <summary>Arithmetic that follows strings through 64 bytes at once. The lowest bit is the first byte.</summary>
internal static class BitMask
{
    private const ulong OddBits = 0xAAAA_AAAA_AAAA_AAAA;

    /// <summary>
    /// Marks what a backslash escapes. In a run of backslashes every second one is escaped; subtracting the runs from the odd
    /// bits makes a borrow run through each, which leaves the odd or the even bits of it, by where it begins.
    /// </summary>
    /// <param name="backslashes">All backslashes.</param>
    /// <param name="carry">The bit of the first byte when the byte before it escapes it; becomes 1 when the last byte escapes the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Escaped(ulong backslashes, ref ulong carry)
    {
        ulong begun = carry;
        ulong escaping = backslashes & ~begun;
        ulong alternating = (((escaping << 1) | OddBits) - escaping) ^ OddBits;
        carry = (alternating & backslashes) >> (ByteBlock.Length - 1);
        return alternating ^ (backslashes | begun);
    }

    /// <summary>
    /// Each bit becomes the parity of itself and all bits below. Of quotes this marks the strings, with the opening quote and
    /// without the closing one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong PrefixParity(ulong bits) =>
        Pclmulqdq.IsSupported
            ? Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0).ToScalar()
            : PrefixParityByShifts(bits);

    /// <summary><see cref="PrefixParity"/> where there is no carry-less multiplication.</summary>
    internal static ulong PrefixParityByShifts(ulong bits)
    {
        for (int shift = 1; shift < ByteBlock.Length; shift <<= 1)
            bits ^= bits << shift;
        return bits;
    }
}
