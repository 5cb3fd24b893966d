namespace Edge.Http1;

/// <summary><c>status-line = HTTP-version SP status-code SP [ reason-phrase ]</c> (RFC 9112 §4).</summary>
internal static class StatusLine
{
    // "HTTP/1.1 200 ": everything before the reason has this one shape.
    private const int ReasonAt = 13;

    /// <summary>
    /// Reads a line without its CRLF. Versions other than 1.0 and 1.1 and statuses outside 100-599 are refused. The reason may be
    /// empty, the space before it may not be missing; it is not kept (RFC 9112 §4: a client should ignore it). Returns the flaw, or null.
    /// </summary>
    internal static string? Read(ReadOnlySpan<byte> line, out int status, out int minorVersion)
    {
        status = minorVersion = 0;
        if (line.Length < ReasonAt || !BeginsRight(line) || line[7] is not ((byte)'0' or (byte)'1') || line[8] != ' ' || line[12] != ' ')
            return Flaw.StatusLine;
        minorVersion = line[7] - '0';
        ReadOnlySpan<byte> code = line.Slice(9, 3);
        if (code.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            return Flaw.StatusLine;
        status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
        if (status is < 100 or > 599 || !FieldRules.IsFieldValue(line[ReasonAt..]))
            return Flaw.StatusLine;
        return status == 101 ? Flaw.Upgrade : null;
    }

    /// <summary>Whether the first bytes of an answer can still become a status line: a peer that speaks something else is known at once.</summary>
    internal static bool BeginsRight(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = "HTTP/1."u8;
        return bytes.Length < start.Length ? start.StartsWith(bytes) : bytes.StartsWith(start);
    }
}
