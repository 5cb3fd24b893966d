using System.Runtime.InteropServices;

namespace Edge.Transport;

/// <summary>
/// A piece of memory for a call that takes several (struct iovec). The memory is native or pinned by its owner: nothing here
/// keeps it in place.
/// </summary>
/// <param name="start">Its first byte.</param>
/// <param name="length">How many bytes.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct IoVector(byte* start, nuint length)
{
    /// <summary>Its first byte.</summary>
    internal readonly byte* Base = start;

    /// <summary>How many bytes.</summary>
    internal readonly nuint Length = length;
}
