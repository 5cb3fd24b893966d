namespace Edge.Intake;

/// <summary>Writes a name as a JSON string, for the place of another one in a body.</summary>
internal static class JsonText
{
    /// <summary>The longest escape, <c>\u001F</c>.</summary>
    private const int LongestEscape = 6;

    /// <summary>The most bytes <see cref="WriteString"/> can write for <paramref name="utf8Length"/> bytes, quotes included.</summary>
    internal static int MaxStringLength(int utf8Length) => checked((utf8Length * LongestEscape) + 2);

    /// <summary>
    /// Writes <paramref name="utf8"/>, which must be valid, with quotes. Escapes only what must be: quote, backslash and control
    /// characters (RFC 8259, section 7).
    /// </summary>
    /// <param name="utf8">The text.</param>
    /// <param name="destination">At least <see cref="MaxStringLength"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    internal static int WriteString(ReadOnlySpan<byte> utf8, Span<byte> destination)
    {
        int at = 0;
        destination[at++] = (byte)'"';
        foreach (byte b in utf8)
        {
            if (b is >= 0x20 and not (byte)'"' and not (byte)'\\')
                destination[at++] = b;
            else
                at += WriteEscape(b, destination[at..]);
        }
        destination[at++] = (byte)'"';
        return at;
    }

    private static int WriteEscape(byte b, Span<byte> destination)
    {
        destination[0] = (byte)'\\';
        byte letter = Letter(b);
        destination[1] = letter;
        if (letter != 'u')
            return 2;
        "00"u8.CopyTo(destination[2..]);
        destination[4] = (byte)(b < 0x10 ? '0' : '1');
        destination[5] = "0123456789ABCDEF"u8[b & 0xF];
        return LongestEscape;
    }

    private static byte Letter(byte b) => b switch
    {
        (byte)'"' or (byte)'\\' => b,
        (byte)'\b' => (byte)'b',
        (byte)'\f' => (byte)'f',
        (byte)'\n' => (byte)'n',
        (byte)'\r' => (byte)'r',
        (byte)'\t' => (byte)'t',
        _ => (byte)'u',
    };
}
