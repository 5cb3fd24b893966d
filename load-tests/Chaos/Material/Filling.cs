using System.Buffers.Binary;

namespace Edge.LoadTests.Chaos.Material;

/// <summary>
/// Letters that follow from a nonce and what they are for, in rows that begin with the nonce: a piece of another request that is longer than two rows gives
/// itself away.
/// </summary>
internal static class Filling
{
    /// <summary>Bytes of a row.</summary>
    internal const int Row = 64;

    /// <summary>Writes the row of this number.</summary>
    /// <param name="nonce">Whose.</param>
    /// <param name="mark">What for; stands behind the nonce.</param>
    /// <param name="number">Counted from 0.</param>
    /// <param name="row"><see cref="Row"/> bytes.</param>
    internal static void Write(Nonce nonce, byte mark, long number, Span<byte> row)
    {
        // Eight letters from each word, A to P: a byte's low half is as good as any.
        ulong key = Mix(nonce.Number ^ ((ulong)mark << 56)) + (ulong)number;
        for (int at = Row - 8; at >= Nonce.Length; at -= 8)
            BinaryPrimitives.WriteUInt64LittleEndian(row[at..], (Mix(key + ((ulong)at << 40)) & 0x0F0F0F0F0F0F0F0F) + 0x4141414141414141);
        BinaryPrimitives.WriteUInt64LittleEndian(row[(Nonce.Length - 1)..], 0x4141414141414141);
        nonce.Write(row);
        row[Nonce.Length] = mark;
    }

    /// <summary>The finalizer of MurmurHash3.</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
        value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
        return value ^ (value >> 33);
    }
}
