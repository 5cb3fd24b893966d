namespace Edge.Intake;

/// <summary>
/// How far a string, object or array that is of no interest has been skipped, whatever segments it comes in. Knows quotes, escapes as
/// far as they hide a quote, and depth with both kinds of bracket counted together; judges nothing else.
/// </summary>
/// <param name="Depth">How many brackets are open.</param>
/// <param name="InString">Whether a string is open.</param>
/// <param name="Escaped">Whether the next byte belongs to an escape.</param>
internal record struct SkippedValue(int Depth, bool InString = false, bool Escaped = false)
{
    /// <summary>The object around the value is the first level.</summary>
    internal const int MaxDepth = ModelScanner.MaxDepth - 1;

    /// <summary>Whether the value has ended.</summary>
    internal readonly bool Done => Depth == 0 && !InString;

    /// <summary>Whether it is nested too deep; nothing more is skipped then.</summary>
    internal readonly bool TooDeep => Depth > MaxDepth;

    /// <summary>Whether there is more to skip.</summary>
    internal readonly bool Unfinished => !Done && !TooDeep;

    /// <summary>A value behind its first byte, a quote or an opening bracket.</summary>
    internal static SkippedValue Begun(byte first) => first == '"' ? new(0, InString: true) : new(1);

    /// <summary>Skips as much of <paramref name="segment"/> from <paramref name="at"/> on, before its end, as belongs to the value.</summary>
    /// <returns>The offset behind what was skipped: the end of the segment unless <see cref="Done"/> or <see cref="TooDeep"/>.</returns>
    internal int Skip(ReadOnlySpan<byte> segment, int at, BlockWidth width)
    {
        if (segment.Length < ByteBlock.Length)
            width = BlockWidth.None;
        return width switch
        {
            BlockWidth.Vector512 => BlockSkip<ByteBlock512>.Skip(ref this, segment, at),
            BlockWidth.Vector256 => BlockSkip<ByteBlock256>.Skip(ref this, segment, at),
            BlockWidth.Vector128 => BlockSkip<ByteBlock128>.Skip(ref this, segment, at),
            _ => SerialSkip.Skip(ref this, segment, at),
        };
    }
}
