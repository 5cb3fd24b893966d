using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Edge.Intake;

/// <summary>ASCII that stands for itself in a JSON string: no control character, quote or backslash (RFC 8259, section 7).</summary>
internal static class PlainText
{
    /// <summary>Finds the first byte at or behind <paramref name="at"/> that is no plain text; the length of the segment if all is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int End(ReadOnlySpan<byte> segment, int at)
    {
        // Most keys and names end here.
        if (segment.Length - at >= Vector128<byte>.Count)
        {
            uint special = Special(Vector128.Create(segment[at..]));
            if (special != 0)
                return at + BitOperations.TrailingZeroCount(special);
        }
        return EndOfLong(segment, at);
    }

    private static int EndOfLong(ReadOnlySpan<byte> segment, int at)
    {
        int last = segment.Length - Vector128<byte>.Count;
        if (last < 0)
            return EndOfShort(segment, at);
        while (at < segment.Length)
        {
            // The last look overlaps the one before, so that nothing behind the segment is touched.
            int start = Math.Min(at, last);
            uint special = Special(Vector128.Create(segment[start..])) & (uint.MaxValue << (at - start));
            if (special != 0)
                return start + BitOperations.TrailingZeroCount(special);
            at = start + Vector128<byte>.Count;
        }
        return at;
    }

    /// <summary>As signed numbers, control characters and all that is not ASCII are less than a space.</summary>
    private static uint Special(Vector128<byte> text) =>
        (Vector128.LessThan(text.AsSByte(), Vector128.Create((sbyte)' ')).AsByte()
            | Vector128.Equals(text, Vector128.Create((byte)'"'))
            | Vector128.Equals(text, Vector128.Create((byte)'\\'))).ExtractMostSignificantBits();

    private static int EndOfShort(ReadOnlySpan<byte> segment, int at)
    {
        while (at < segment.Length && segment[at] is >= (byte)' ' and < 0x80 and not (byte)'"' and not (byte)'\\')
            at++;
        return at;
    }
}
