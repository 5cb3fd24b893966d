namespace Edge.Http1;

/// <summary><c>request-line = method SP request-target SP HTTP-version</c> (RFC 9112 §3).</summary>
internal static class StartLine
{
    /// <summary>Bytes of <c> HTTP/1.1</c> with its space: the end of every request line has this one shape.</summary>
    internal const int VersionLength = 9;

    /// <summary>
    /// Reads a line without its CRLF. The target lies behind the method and one space, up to the last
    /// <see cref="VersionLength"/> bytes. Returns the flaw, or null.
    /// </summary>
    internal static string? Read(ReadOnlySpan<byte> line, out int methodLength, out int minorVersion)
    {
        minorVersion = 1;
        methodLength = line.StartsWith("POST "u8) ? "POST".Length : FieldRules.EndOfToken(line);
        int targetLength = line.Length - methodLength - 1 - VersionLength;
        if (methodLength <= 0 || targetLength <= 0 || line[methodLength] != ' ')
            return RequestFlaw.Line;
        ReadOnlySpan<byte> version = line[^VersionLength..];
        string? flaw = version.SequenceEqual(" HTTP/1.1"u8) ? null : ReadVersion(version, out minorVersion);
        if (flaw != RequestFlaw.Line && line.Slice(methodLength + 1, targetLength).IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0)
            return RequestFlaw.Target;
        return flaw;
    }

    // HTTP-version = HTTP-name "/" DIGIT "." DIGIT (RFC 9112 §2.3), with regard to case.
    private static string? ReadVersion(ReadOnlySpan<byte> version, out int minorVersion)
    {
        minorVersion = 0;
        if (!version.StartsWith(" HTTP/"u8) || !char.IsAsciiDigit((char)version[6]) || version[7] != '.' || !char.IsAsciiDigit((char)version[8]))
            return RequestFlaw.Line;
        return version[6] == '1' && version[8] == '0' ? null : RequestFlaw.Version;
    }
}
