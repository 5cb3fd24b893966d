using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Intake;

/// <summary>A block in two vectors.</summary>
internal readonly struct ByteBlock256 : IByteBlock<ByteBlock256>
{
    private readonly Vector256<byte> _low;
    private readonly Vector256<byte> _high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ByteBlock256(Vector256<byte> low, Vector256<byte> high) => (_low, _high) = (low, high);

    /// <inheritdoc/>
    public ulong Quotes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Mask(_low, _high, (byte)'"');
    }

    /// <inheritdoc/>
    public ulong Backslashes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Mask(_low, _high, (byte)'\\');
    }

    /// <inheritdoc/>
    public ulong Opening
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => FoldedMask((byte)'{');
    }

    /// <inheritdoc/>
    public ulong Closing
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => FoldedMask((byte)'}');
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteBlock256 Load(ref readonly byte first, nuint at) =>
        new(Vector256.LoadUnsafe(in first, at), Vector256.LoadUnsafe(in first, at + 32));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsStridePlain(ref readonly byte first, nuint at) =>
        (Special(in first, at) | Special(in first, at + 64) | Special(in first, at + 128) | Special(in first, at + 192)) == Vector256<byte>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Special(ref readonly byte first, nuint at)
    {
        var quote = Vector256.Create((byte)'"');
        var backslash = Vector256.Create((byte)'\\');
        ByteBlock256 block = Load(in first, at);
        return Vector256.Equals(block._low, quote) | Vector256.Equals(block._low, backslash)
            | Vector256.Equals(block._high, quote) | Vector256.Equals(block._high, backslash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(Vector256<byte> low, Vector256<byte> high, byte b)
    {
        var wanted = Vector256.Create(b);
        return Vector256.Equals(low, wanted).ExtractMostSignificantBits()
            | ((ulong)Vector256.Equals(high, wanted).ExtractMostSignificantBits() << 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong FoldedMask(byte b)
    {
        var bit = Vector256.Create(ByteBlock.BracketBit);
        return Mask(_low | bit, _high | bit, b);
    }
}
