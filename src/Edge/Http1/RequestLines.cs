using System.Buffers;
using Edge.Buffers;

namespace Edge.Http1;

/// <summary>
/// Writes requests as they go upstream (RFC 9112 §3, §5, §7.1). The writers of what others say refuse what could end a line
/// early, so that no text of a caller or of a configuration becomes a field or a request of its own.
/// </summary>
internal static class RequestLines
{
    // Without '#': a fragment is no part of a target (RFC 9112 §3.2), and some servers take what is before it, others all.
    private static readonly char[] Letters = [.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).Where(c => c != '#')];
    private static readonly SearchValues<char> TargetLetters = SearchValues.Create(Letters);
    private static readonly SearchValues<byte> TargetBytes = SearchValues.Create([.. Letters.Select(c => (byte)c)]);

    /// <summary>Ends a head, and each chunk's data.</summary>
    internal static ReadOnlySpan<byte> Crlf => "\r\n"u8;

    /// <summary>
    /// A part of <c>request-target</c> (RFC 9112 §3.2): path or query. False, and nothing written, when it holds a byte outside
    /// 0x21-0x7E, as the path of an HTTP/2 request may, or a fragment.
    /// </summary>
    internal static bool Target(ByteBuffer output, ReadOnlySpan<char> part)
    {
        if (part.ContainsAnyExcept(TargetLetters))
            return false;
        output.AppendLatin1(part);
        return true;
    }

    /// <summary>The same for bytes.</summary>
    internal static bool Target(ByteBuffer output, ReadOnlySpan<byte> part)
    {
        if (part.ContainsAnyExcept(TargetBytes))
            return false;
        output.Append(part);
        return true;
    }

    /// <summary><c>field-line = field-name ":" OWS field-value OWS</c> and CRLF (RFC 9112 §5). False, and nothing written, when the name is no token or the value holds a control.</summary>
    internal static bool Field(ByteBuffer output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!FieldRules.IsToken(name) || !FieldRules.IsFieldValue(value))
            return false;
        output.Append(name);
        output.Append(": "u8);
        output.Append(value);
        output.Append(Crlf);
        return true;
    }

    /// <summary>The same for text of which each character stands for one byte; also false for a character above U+00FF.</summary>
    internal static bool Field(ByteBuffer output, ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (!FieldRules.IsToken(name) || !FieldRules.IsFieldValue(value))
            return false;
        output.AppendLatin1(name);
        output.Append(": "u8);
        output.AppendLatin1(value);
        output.Append(Crlf);
        return true;
    }

    /// <summary><c>Content-Length = 1*DIGIT</c> (RFC 9110 §8.6), in bytes. Never beside <see cref="Chunked"/>.</summary>
    internal static void ContentLength(ByteBuffer output, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        output.Append("Content-Length: "u8);
        output.Append(length);
        output.Append(Crlf);
    }

    /// <summary><c>Transfer-Encoding: chunked</c> (RFC 9112 §6.1). Never beside <see cref="ContentLength"/>.</summary>
    internal static void Chunked(ByteBuffer output) => output.Append("Transfer-Encoding: chunked\r\n"u8);

    /// <summary>The empty line after the last field.</summary>
    internal static void EndOfHead(ByteBuffer output) => output.Append(Crlf);

    /// <summary><c>chunk-size CRLF</c> (RFC 9112 §7.1); the data and <see cref="Crlf"/> follow. A size of 0 would end the body, so it is an error of the caller.</summary>
    internal static void ChunkHeader(ByteBuffer output, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        Span<byte> digits = stackalloc byte[16];
        size.TryFormat(digits, out int written, "x");
        output.Append(digits[..written]);
        output.Append(Crlf);
    }

    /// <summary><c>last-chunk</c> and an empty trailer section (RFC 9112 §7.1): the body is complete.</summary>
    internal static void LastChunk(ByteBuffer output) => output.Append("0\r\n\r\n"u8);
}
