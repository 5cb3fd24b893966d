namespace Edge.Intake;

/// <summary>
/// 64 bytes to be compared at once. Bit <c>i</c> of a mask speaks of byte <c>i</c>. A struct for each vector width, so that the
/// compiler makes a loop of its own for each, with all of this inlined.
/// </summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
internal interface IByteBlock<TSelf>
    where TSelf : struct, IByteBlock<TSelf>
{
    /// <summary>Which bytes are <c>"</c>.</summary>
    ulong Quotes { get; }

    /// <summary>Which bytes are <c>\</c>.</summary>
    ulong Backslashes { get; }

    /// <summary>Which bytes are <c>{</c> or <c>[</c>: they differ in one bit, and setting it makes no other byte a <c>{</c>.</summary>
    ulong Opening { get; }

    /// <summary>Which bytes are <c>}</c> or <c>]</c>, by the same bit.</summary>
    ulong Closing { get; }

    /// <summary>
    /// Loads <see cref="ByteBlock.Length"/> bytes; they need no alignment. The caller vouches that they are there: checks in the
    /// innermost loop are a tenth of its time.
    /// </summary>
    /// <param name="first">The first byte of the segment.</param>
    /// <param name="at">The offset of the first byte to load.</param>
    static abstract TSelf Load(ref readonly byte first, nuint at);

    /// <summary>Whether there is no quote and no backslash in <see cref="ByteBlock.StrideLength"/> bytes, which the caller vouches for.</summary>
    /// <param name="first">The first byte of the segment.</param>
    /// <param name="at">The offset of the first byte to look at.</param>
    static abstract bool IsStridePlain(ref readonly byte first, nuint at);
}
