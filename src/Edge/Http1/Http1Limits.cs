namespace Edge.Http1;

/// <summary>How much of an answer's framing is accepted. An answer may have as large a head as Kestrel accepts of a request by default.</summary>
internal static class Http1Limits
{
    /// <summary>Bytes of one head, from status line to empty line, and of one trailer section with its empty line (<c>MaxRequestHeadersTotalSize</c>).</summary>
    internal const int HeadBytes = 32 * 1024;

    /// <summary>Bytes of one line of a head with its CRLF (<c>MaxRequestLineSize</c>).</summary>
    internal const int LineBytes = 8 * 1024;

    /// <summary>Field lines of one head, dropped ones included (<c>MaxRequestHeaderCount</c>).</summary>
    internal const int Fields = 100;

    /// <summary>Options in Connection besides <c>close</c> and <c>keep-alive</c>. Each is compared with every field, and a head could name thousands.</summary>
    internal const int ConnectionOptions = 32;

    /// <summary>Bytes between a chunk's size and its CRLF: room for a checksum or a signature, the uses there are.</summary>
    internal const int ChunkExtensionBytes = 256;

    /// <summary>Digits of a chunk size: 2^62 has 16 in hexadecimal, so that many with leading zeros.</summary>
    internal const int ChunkSizeDigits = 16;

    /// <summary>Bytes of one body or chunk: two of them can be added without overflow.</summary>
    internal const long BodyBytes = 1L << 62;
}
