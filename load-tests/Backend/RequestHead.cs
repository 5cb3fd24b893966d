using System.Buffers.Text;
using System.Text;

namespace Edge.LoadTests.Backend;

/// <summary>What matters of a request's head. Not a parser to learn from: what stands before this program is trusted.</summary>
/// <param name="Length">Bytes of the body; -1 when the head does not say.</param>
/// <param name="Large">Whether the caller asked for the large answer: <c>x-answer: large</c>.</param>
/// <param name="Events">How many events it asked for: <c>x-answer: stream=EVENTS/TICKS</c>; 0 for an answer in one piece.</param>
/// <param name="Ticks">How many ticks of the wheel lie between two events.</param>
internal readonly record struct RequestHead(long Length, bool Large, int Events, int Ticks)
{
    /// <summary>Whether it says how long the body is.</summary>
    internal bool IsKnownLength => Length >= 0;

    /// <summary>
    /// Reads the head at the beginning of <paramref name="bytes"/>; false when it is not whole. <paramref name="size"/> includes its
    /// end.
    /// </summary>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out RequestHead head, out int size)
    {
        head = default;
        size = bytes.IndexOf("\r\n\r\n"u8) + 4;
        if (size < 4)
            return false;
        long length = bytes.StartsWith("GET "u8) ? 0 : -1;
        bool large = false;
        (int events, int ticks) = (0, 1);
        foreach (Range range in bytes[..size].Split("\r\n"u8))
        {
            ReadOnlySpan<byte> line = bytes[range];
            if (Value(line, "content-length:"u8, out ReadOnlySpan<byte> value))
                length = Utf8Parser.TryParse(value, out long number, out _) ? number : -1;
            else if (Value(line, "x-answer:"u8, out value))
            {
                large = value.SequenceEqual("large"u8);
                if (value.StartsWith("stream="u8))
                    (events, ticks) = Stream(value[7..]);
            }
        }
        head = new RequestHead(length, large, events, ticks);
        return true;
    }

    private static bool Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        bool found = line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);
        value = found ? line[name.Length..].Trim((byte)' ') : default;
        return found;
    }

    private static (int Events, int Ticks) Stream(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out int events, out int used) && used < value.Length
        && Utf8Parser.TryParse(value[(used + 1)..], out int ticks, out _) && ticks > 0
            ? (events, ticks)
            : (0, 1);
}
