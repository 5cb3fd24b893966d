using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Intake;

/// <summary>A block in one vector.</summary>
internal readonly struct ByteBlock512 : IByteBlock<ByteBlock512>
{
    private readonly Vector512<byte> _bytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ByteBlock512(Vector512<byte> bytes) => _bytes = bytes;

    /// <inheritdoc/>
    public ulong Quotes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Mask(_bytes, (byte)'"');
    }

    /// <inheritdoc/>
    public ulong Backslashes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Mask(_bytes, (byte)'\\');
    }

    /// <inheritdoc/>
    public ulong Opening
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Mask(_bytes | Vector512.Create(ByteBlock.BracketBit), (byte)'{');
    }

    /// <inheritdoc/>
    public ulong Closing
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Mask(_bytes | Vector512.Create(ByteBlock.BracketBit), (byte)'}');
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ByteBlock512 Load(ref readonly byte first, nuint at) => new(Vector512.LoadUnsafe(in first, at));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsStridePlain(ref readonly byte first, nuint at) =>
        (Special(in first, at) | Special(in first, at + 64) | Special(in first, at + 128) | Special(in first, at + 192)) == Vector512<byte>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Special(ref readonly byte first, nuint at)
    {
        Vector512<byte> vector = Vector512.LoadUnsafe(in first, at);
        return Vector512.Equals(vector, Vector512.Create((byte)'"')) | Vector512.Equals(vector, Vector512.Create((byte)'\\'));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(Vector512<byte> bytes, byte b) => Vector512.Equals(bytes, Vector512.Create(b)).ExtractMostSignificantBits();
}
