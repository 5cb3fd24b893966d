using System.Runtime.Intrinsics;

namespace Edge.Intake;

/// <summary>What this machine can do.</summary>
internal static class BlockWidths
{
    /// <summary>The widest that pays here.</summary>
    internal static BlockWidth Best { get; } =
        Vector512.IsHardwareAccelerated ? BlockWidth.Vector512 :
        Vector256.IsHardwareAccelerated ? BlockWidth.Vector256 :
        Vector128.IsHardwareAccelerated ? BlockWidth.Vector128 : BlockWidth.None;
}
