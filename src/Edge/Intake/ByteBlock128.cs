using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Intake;

/// <summary>A block in four vectors.</summary>
internal readonly struct ByteBlock128 : IByteBlock<ByteBlock128>
{
    private readonly Vector128<byte> _v0;
    private readonly Vector128<byte> _v1;
    private readonly Vector128<byte> _v2;
    private readonly Vector128<byte> _v3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ByteBlock128(Vector128<byte> v0, Vector128<byte> v1, Vector128<byte> v2, Vector128<byte> v3) =>
        (_v0, _v1, _v2, _v3) = (v0, v1, v2, v3);

    /// <inheritdoc/>
    public ulong Quotes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Mask((byte)'"');
    }

    /// <inheritdoc/>
    public ulong Backslashes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Mask((byte)'\\');
    }

    /// <inheritdoc/>
    public ulong Opening
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Folded().Mask((byte)'{');
    }

    /// <inheritdoc/>
    public ulong Closing
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Folded().Mask((byte)'}');
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteBlock128 Load(ref readonly byte first, nuint at) =>
        new(
            Vector128.LoadUnsafe(in first, at),
            Vector128.LoadUnsafe(in first, at + 16),
            Vector128.LoadUnsafe(in first, at + 32),
            Vector128.LoadUnsafe(in first, at + 48));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsStridePlain(ref readonly byte first, nuint at) =>
        (Special(in first, at) | Special(in first, at + 64) | Special(in first, at + 128) | Special(in first, at + 192)) == Vector128<byte>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Special(ref readonly byte first, nuint at)
    {
        ByteBlock128 block = Load(in first, at);
        return block.Any((byte)'"') | block.Any((byte)'\\');
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<byte> Any(byte b)
    {
        var wanted = Vector128.Create(b);
        return Vector128.Equals(_v0, wanted) | Vector128.Equals(_v1, wanted) | Vector128.Equals(_v2, wanted) | Vector128.Equals(_v3, wanted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ByteBlock128 Folded()
    {
        var bit = Vector128.Create(ByteBlock.BracketBit);
        return new ByteBlock128(_v0 | bit, _v1 | bit, _v2 | bit, _v3 | bit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Mask(byte b)
    {
        var wanted = Vector128.Create(b);
        uint low = Vector128.Equals(_v0, wanted).ExtractMostSignificantBits() | (Vector128.Equals(_v1, wanted).ExtractMostSignificantBits() << 16);
        uint high = Vector128.Equals(_v2, wanted).ExtractMostSignificantBits() | (Vector128.Equals(_v3, wanted).ExtractMostSignificantBits() << 16);
        return low | ((ulong)high << 32);
    }
}
