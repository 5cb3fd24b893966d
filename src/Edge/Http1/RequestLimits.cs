namespace Edge.Http1;

/// <summary>How large the head of a request may be.</summary>
/// <param name="LineBytes">
/// Bytes of the request line with its CRLF and empty lines before it: what Kestrel takes by default (<c>MaxRequestLineSize</c>).
/// </param>
/// <param name="HeadBytes">
/// Bytes of the whole head, from the first to the empty line's: what Kestrel takes of fields alone
/// (<c>MaxRequestHeadersTotalSize</c>). No reader needs a buffer above this.
/// </param>
/// <param name="Fields">Field lines, dropped ones included (<c>MaxRequestHeaderCount</c>).</param>
internal sealed record RequestLimits(int LineBytes = 8 * 1024, int HeadBytes = 32 * 1024, int Fields = 100);
