using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Edge.Transport;

namespace Edge.Drivers;

/// <summary>Pieces of pinned memory (the blocks of a pool, a <see cref="Buffers.ByteBuffer"/>) for the kernel, without pinning them again.</summary>
internal static unsafe class Pinned
{
    /// <summary>The piece as a vector; its memory must be pinned, and stay in use while the vector is.</summary>
    internal static IoVector Vector(ReadOnlySpan<byte> piece) =>
        new((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(piece)), (nuint)piece.Length);
}
