using System.Runtime.InteropServices;

namespace Edge.Balancing;

/// <summary>A count that shares its cache line with nothing else that changes often, so that threads counting on neighbours do not slow each other down.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct PaddedCount
{
    /// <summary>128 bytes on each side: processors fetch lines of 64 in pairs, or have lines of 128.</summary>
    [FieldOffset(128)]
    internal int Value;

    /// <summary>The same count of others, who tell it a few times a second: whoever weighs the one weighs the other, and waits for one line.</summary>
    [FieldOffset(132)]
    internal int Elsewhere;

    /// <summary>The same as the replica told it itself; -1 where it does not.</summary>
    [FieldOffset(136)]
    internal int Engine;
}
