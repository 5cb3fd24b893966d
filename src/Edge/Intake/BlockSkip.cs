using System.Numerics;
using System.Runtime.InteropServices;

namespace Edge.Intake;

/// <summary>
/// Skips a value a block at a time: where its strings lie comes from arithmetic on masks, and how deep a block ends from counting
/// its brackets, so that single ones are looked at only where the value can end. Agrees with <see cref="SerialSkip"/> on all input.
/// </summary>
/// <typeparam name="TBlock">How a block is compared.</typeparam>
internal static class BlockSkip<TBlock>
    where TBlock : struct, IByteBlock<TBlock>
{
    /// <summary>Where brackets are many they are so for a while; going back to the calm loop at once takes a third longer there.</summary>
    private const int BusyBytes = 8 * ByteBlock.Length;

    /// <summary>Goes on with a value up to its end, a bracket too deep, or the end of the segment.</summary>
    /// <param name="value">The value, which has not ended; brought up to date.</param>
    /// <param name="segment">At least one block. What lies before <paramref name="at"/> may be loaded, and does not matter.</param>
    /// <param name="at">Where to go on; before the end of the segment.</param>
    /// <returns>The offset behind what was read.</returns>
    internal static int Skip(ref SkippedValue value, ReadOnlySpan<byte> segment, int at)
    {
        while (at < segment.Length && value.Unfinished)
        {
            at = SkipCalm(ref value, segment, at);
            if (at < segment.Length)
                at = SkipBusy(ref value, segment, at);
        }
        return at;
    }

    /// <summary>
    /// Skips whole blocks up to the first in which something can happen: an end, a bracket too deep, or what is no JSON. A loop of
    /// its own, since with all that <see cref="SkipBusy"/> does in it the registers do not suffice: a quarter less time on chat.
    /// </summary>
    private static int SkipCalm(ref SkippedValue value, ReadOnlySpan<byte> segment, int at)
    {
        ref byte first = ref MemoryMarshal.GetReference(segment);
        ulong inside = value.InString ? ulong.MaxValue : 0;
        ulong escape = value.Escaped ? 1UL : 0;
        int depth = value.Depth;
        while (at <= segment.Length - ByteBlock.Length)
        {
            var block = TBlock.Load(in first, (nuint)at);
            ulong quotes = block.Quotes;
            ulong backslashes = block.Backslashes;
            if ((quotes | backslashes | ~inside) == 0)
            {
                escape = 0;
                at = SkipPlain(segment, at + ByteBlock.Length);
                continue;
            }
            ulong carry = escape;
            quotes &= ~BitMask.Escaped(backslashes, ref carry);
            ulong strings = BitMask.PrefixParity(quotes) ^ inside;
            int closed = BitOperations.PopCount(block.Closing & ~strings);
            int opened = BitOperations.PopCount(block.Opening & ~strings);
            if (closed >= depth || depth + opened > SkippedValue.MaxDepth || (backslashes & ~strings) != 0)
                break;
            escape = carry;
            depth += opened - closed;
            inside = (ulong)((long)strings >> (ByteBlock.Length - 1));
            at += ByteBlock.Length;
        }
        value = new SkippedValue(depth, inside != 0, escape != 0);
        return at;
    }

    /// <summary>Skips a few blocks, the last of them to the end of the segment, whatever happens in them.</summary>
    private static int SkipBusy(ref SkippedValue value, ReadOnlySpan<byte> segment, int at)
    {
        ref byte first = ref MemoryMarshal.GetReference(segment);
        ulong inside = value.InString ? ulong.MaxValue : 0;
        ulong escape = value.Escaped ? 1UL : 0;
        int depth = value.Depth;
        int stop = at + Math.Min(BusyBytes, segment.Length - at);
        while (at < stop)
        {
            // The last block overlaps the one before, so that nothing behind the segment is touched.
            int start = Math.Min(at, segment.Length - ByteBlock.Length);
            ulong unread = ulong.MaxValue << (at - start);
            ulong carry = escape << (at - start);
            var block = TBlock.Load(in first, (nuint)start);
            ulong backslashes = block.Backslashes & unread;
            ulong quotes = block.Quotes & unread & ~BitMask.Escaped(backslashes, ref carry);
            ulong strings = BitMask.PrefixParity(quotes) ^ inside;
            ulong outside = unread & ~strings;
            ulong opening = block.Opening & outside;
            ulong closing = block.Closing & outside;
            int risen = depth + BitOperations.PopCount(opening);
            if (depth > 0 && (risen > SkippedValue.MaxDepth || (backslashes & outside) != 0))
            {
                // Here order decides; and outside of strings a backslash escapes nothing, which the masks do not know.
                value = new SkippedValue(depth, inside != 0, escape != 0);
                return SerialSkip.Skip(ref value, segment[..(start + ByteBlock.Length)], at);
            }
            ulong end = depth == 0 ? quotes & (0 - quotes) : Brackets.End(opening, closing, depth);
            if (end != 0)
            {
                value = default;
                return start + BitOperations.TrailingZeroCount(end) + 1;
            }
            depth = risen - BitOperations.PopCount(closing);
            inside = (ulong)((long)strings >> (ByteBlock.Length - 1));
            escape = carry;
            at = start + ByteBlock.Length;
        }
        value = new SkippedValue(depth, inside != 0, escape != 0);
        return at;
    }

    private static int SkipPlain(ReadOnlySpan<byte> segment, int at)
    {
        ref byte first = ref MemoryMarshal.GetReference(segment);
        while (segment.Length - at >= ByteBlock.StrideLength && TBlock.IsStridePlain(in first, (nuint)at))
            at += ByteBlock.StrideLength;
        return at;
    }
}
