using System.Buffers;
using System.Runtime.CompilerServices;

namespace Edge.Intake;

/// <summary>The sets of bytes the scanner hops over or stops at, in the form the runtime searches vectorized.</summary>
internal static class JsonBytes
{
    /// <summary>Whitespace between tokens (RFC 8259, section 2).</summary>
    internal static readonly SearchValues<byte> Whitespace = SearchValues.Create(" \t\r\n"u8);

    /// <summary>What changes depth or begins a string.</summary>
    internal static readonly SearchValues<byte> Structure = SearchValues.Create("\"[]{}"u8);

    /// <summary>What numbers and literals are made of. Wider than JSON, yet without anything that could hide a quote, a key or a comment.</summary>
    internal static readonly SearchValues<byte> Scalar =
        SearchValues.Create("+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>One bit for each of the first 64 bytes: <c>+ - . 0-9</c>.</summary>
    private const ulong ScalarBelow0x40 = 0x03FF_6800_0000_0000;

    /// <summary>One bit for each of the next 64: <c>A-Z a-z</c>.</summary>
    private const ulong ScalarFrom0x40 = 0x07FF_FFFE_07FF_FFFE;

    /// <summary>Longer runs than this are worth a call of a vectorized search; indentation, <c>true</c> and most numbers are not.</summary>
    private const int Short = 8;

    /// <summary>Finds the first byte at or behind <paramref name="at"/> that is no whitespace; the length of the segment if there is none.</summary>
    internal static int EndOfWhitespace(ReadOnlySpan<byte> segment, int at)
    {
        int near = Math.Min(at + Short, segment.Length);
        for (; at < near; at++)
        {
            if (segment[at] is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                return at;
        }
        int rest = segment[at..].IndexOfAnyExcept(Whitespace);
        return rest < 0 ? segment.Length : at + rest;
    }

    /// <summary>Finds the first byte at or behind <paramref name="at"/> that is in no scalar; the length of the segment if there is none.</summary>
    internal static int EndOfScalar(ReadOnlySpan<byte> segment, int at)
    {
        int near = Math.Min(at + Short, segment.Length);
        for (; at < near; at++)
        {
            if (!IsScalar(segment[at]))
                return at;
        }
        int rest = segment[at..].IndexOfAnyExcept(Scalar);
        return rest < 0 ? segment.Length : at + rest;
    }

    /// <summary>Whether <paramref name="b"/> is in <see cref="Scalar"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsScalar(byte b) => b < 0x80 && ((b < 0x40 ? ScalarBelow0x40 : ScalarFrom0x40) >> (b & 0x3F) & 1) != 0;
}
